package io.sensorstreams.launcher.console.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.sensorstreams.launcher.console.call.CallException;
import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Service;
import io.sensorstreams.launcher.console.show.Terminal;
import io.sensorstreams.launcher.progress.Numbers;
import io.sensorstreams.launcher.watch.Event;
import io.sensorstreams.launcher.watch.RowText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints rows while they are sent to Kafka or written to a file. */
@Command(name = "rows",
        description = "Watch rows until Ctrl-C: of a stream, as they are sent (rows air), or of a partition, as they are written to its file (rows AIR 0).",
        footer = { "",
                "With --output json each line has the data of one event: a row, or the number of rows that were not shown." })
public final class RowsCommand implements Callable<Integer> {

    private static final int MAX_PER_SECOND = 1000;

    private static final Duration SILENCE = Duration.ofSeconds(45);

    private static final long RETRY_MILLIS = 1000;

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "STREAM|TOPIC", index = "0", description = "Name of a stream, or a topic.")
    private String name = "";

    @Parameters(paramLabel = "PARTITION", index = "1", arity = "0..1",
            description = "Number of a partition of the topic.")
    private @Nullable Integer partition;

    @Option(names = "--group", paramLabel = "GROUP",
            description = "Group that writes the partition, when there are several.")
    private @Nullable String group;

    @Option(names = "--per-second", paramLabel = "N", defaultValue = "20",
            description = "Most rows in a second, 1 to 1000. The others are counted. Default: 20.")
    private int perSecond;

    @Option(names = "--limit", paramLabel = "N", description = "End after so many rows.")
    private long limit = Long.MAX_VALUE;

    private long shown;

    public RowsCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        if (this.perSecond < 1 || this.perSecond > MAX_PER_SECOND) {
            throw this.connection.wrongUsage("--per-second is " + this.perSecond + ", expected 1 to " + MAX_PER_SECOND);
        }
        if (this.limit < 1) {
            throw this.connection.wrongUsage("--limit is " + this.limit + ", expected 1 or more");
        }
        if (this.partition == null && this.group != null) {
            throw this.connection.wrongUsage("--group is for rows of a partition: add its number");
        }
        Service service = (this.partition == null) ? this.connection.producer() : this.connection.consumer();
        String path = path(service) + "?perSecond=" + this.perSecond;
        watch(service, path);
        return 0;
    }

    private String path(Service service) throws IOException, InterruptedException {
        return (this.partition == null) ? Paths.of("streams", this.name, "rows")
                : Paths.of("partitions", group(service), this.name, this.partition, "rows");
    }

    private String group(Service consumer) throws IOException, InterruptedException {
        if (this.group != null) {
            return this.group;
        }
        List<String> groups = consumer.get(Paths.of("partitions"))
            .array()
            .valueStream()
            .filter((each) -> each.path("topic").asString("").equals(this.name))
            .map((each) -> each.path("group").asString(""))
            .distinct()
            .toList();
        if (groups.size() > 1 && !groups.contains(this.name)) {
            throw this.connection
                .wrongUsage("--group is missing, topic " + this.name + " is written by " + String.join(", ", groups));
        }
        return (groups.size() == 1) ? groups.get(0) : this.name;
    }

    /**
     * Shows rows until nobody reads them any more. A connection that is lost after it was
     * made once is made again.
     */
    private void watch(Service service, String path) throws IOException, InterruptedException {
        boolean lost = false;
        while (true) {
            try (Events events = new Events(service.openEvents(path), SILENCE)) {
                this.connection.terminal().note(lost ? "Connected again" : "Watching " + what() + ", Ctrl-C ends it");
                lost = false;
                if (!show(events)) {
                    return;
                }
                lost = true;
                this.connection.terminal().note("The connection to " + service.host() + " is lost, trying again");
            }
            catch (CallException e) {
                if (!lost || !e.isPassing()) {
                    throw e;
                }
            }
            Thread.sleep(RETRY_MILLIS);
        }
    }

    private String what() {
        return (this.partition == null) ? this.name : this.name + "[" + this.partition + "]";
    }

    /** Returns false when no more rows are wanted, true when the connection is lost. */
    private boolean show(Events events) throws InterruptedException {
        Terminal terminal = this.connection.terminal();
        for (Optional<Event> next = events.next(); next.isPresent(); next = events.next()) {
            switch (next.get().name()) {
                case "row" -> showRow(next.get());
                case "sampled" -> showSampled(next.get());
                default -> terminal.showPassing("No row in the last seconds");
            }
            if (this.shown >= this.limit || !terminal.flush()) {
                return false;
            }
        }
        return true;
    }

    private void showRow(Event event) {
        this.shown++;
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(event.data());
        }
        else {
            this.connection.terminal()
                .say((this.partition == null) ? RowText.sent(event.data()) : RowText.written(event.data()));
        }
    }

    private void showSampled(Event event) {
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(event.data());
        }
        else {
            this.connection.terminal()
                .say("(up to " + Numbers.count(RowText.skipped(event.data())) + " more rows are not shown)");
        }
    }

}

package io.sensorstreams.launcher.watch;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import io.sensorstreams.harness.Api;
import io.sensorstreams.launcher.view.PartitionView;
import io.sensorstreams.launcher.view.StreamView;
import io.sensorstreams.launcher.view.StreamView.State;
import io.sensorstreams.launcher.watch.Connections.Rows;
import tools.jackson.core.JacksonException;

/**
 * Prints the rows of streams and partitions of both services, of those that run first.
 * Connects again when a connection ends. A service that does not answer is not reported
 * here: the run does that. Has a separate thread.
 */
public final class RowWatch implements AutoCloseable {

    private static final int OK = 200;

    private static final Duration LOOK = Duration.ofMillis(500);

    private static final Duration REPORT = Duration.ofSeconds(5);

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Api producer;

    private final Api consumer;

    private final Consumer<String> out;

    private final RowLines lines;

    private final Connections sent;

    private final Connections written;

    private final CountDownLatch closed = new CountDownLatch(1);

    private RowWatch(Api producer, Api consumer, Consumer<String> out, int width) {
        this.producer = producer;
        this.consumer = consumer;
        this.out = out;
        this.lines = new RowLines(out, width, System::nanoTime);
        this.sent = new Connections(producer, this.lines::sent);
        this.written = new Connections(consumer, this.lines::written);
    }

    /**
     * Starts to print rows.
     * @param out prints a line; thread-safe
     * @param width most characters of a line
     */
    public static RowWatch start(Api producer, Api consumer, Consumer<String> out, int width) {
        RowWatch watch = new RowWatch(producer, consumer, out, width);
        out.accept("Rows are shown as they pass, at most " + RowLines.PER_SECOND + " sent and " + RowLines.PER_SECOND
                + " written ones a second");
        Thread thread = new Thread(watch::run, "watch-rows");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private void run() {
        long reportAt = System.nanoTime() + REPORT.toNanos();
        try {
            while (!this.closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                streams().ifPresent(this.sent::show);
                partitions().ifPresent(this.written::show);
                reportNotShown(this.sent, "streams");
                reportNotShown(this.written, "partitions");
                if (System.nanoTime() - reportAt >= 0) {
                    this.lines.reportNotShown();
                    reportAt = System.nanoTime() + REPORT.toNanos();
                }
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reportNotShown(Connections connections, String things) {
        long left = connections.takeNotShown();
        if (left > 0) {
            this.out.accept("The rows of " + left + " more " + things + " are not shown: at most " + Connections.MOST
                    + " are shown together");
        }
    }

    private Optional<List<Rows>> streams() throws InterruptedException {
        return list(this.producer, "/api/streams", StreamView[].class, (streams) -> streams
            .map((view) -> new Rows("/api/streams/" + view.name() + "/rows", view.state() == State.RUNNING)));
    }

    private Optional<List<Rows>> partitions() throws InterruptedException {
        return list(this.consumer, "/api/partitions", PartitionView[].class,
                (partitions) -> partitions
                    .filter((view) -> !view.state().equals("ELSEWHERE") && !view.state().equals("STOPPED"))
                    .map((view) -> new Rows(path(view), view.state().equals("RUNNING"))));
    }

    private static String path(PartitionView view) {
        return "/api/partitions/" + view.group() + "/" + view.topic() + "/" + view.partition() + "/rows";
    }

    /** Returns the rows of a list; empty when the service does not answer. */
    private static <T> Optional<List<Rows>> list(Api service, String path, Class<T[]> type,
            Function<Stream<T>, Stream<Rows>> rows) throws InterruptedException {
        try {
            Api.Answer answer = service.send("GET", path, Api.NO_BODY).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
            return (answer.status() == OK) ? Optional.of(rows.apply(Arrays.stream(answer.as(type))).toList())
                    : Optional.empty();
        }
        catch (ExecutionException | TimeoutException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** Closes all connections, and reports how many rows were not printed. */
    @Override
    public void close() {
        this.closed.countDown();
        this.sent.close();
        this.written.close();
        this.lines.reportNotShown();
    }

}

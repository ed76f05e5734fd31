package io.sensorstreams.launcher.watch;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.sensorstreams.harness.Api;

/**
 * Connections to the rows of the streams of a service, or to those of its partitions. One
 * thread chooses what is shown; any thread may close.
 */
final class Connections {

    /** Most connections; the services accept 64 watchers each. */
    static final int MOST = 24;

    /** So often the same number is not shown before that is reported. */
    private static final int SETTLED = 4;

    private static final int OK = 200;

    private final Api service;

    private final Consumer<Event> events;

    private final Map<String, CompletableFuture<?>> open = new ConcurrentHashMap<>();

    private long notShown;

    private int unchanged;

    private boolean reported;

    Connections(Api service, Consumer<Event> events) {
        this.service = service;
        this.events = events;
    }

    /**
     * Connects to rows, also again after a connection has ended. What runs has
     * precedence; a connection to something else is closed for it.
     */
    void show(List<Rows> all) {
        this.open.values().removeIf(CompletableFuture::isDone);
        Set<String> chosen = all.stream()
            .sorted(Comparator.comparingInt(this::rank))
            .limit(MOST)
            .map(Rows::path)
            .collect(Collectors.toSet());
        this.open.entrySet().removeIf((entry) -> !chosen.contains(entry.getKey()) && entry.getValue().cancel(true));
        chosen.stream()
            .filter((path) -> !this.open.containsKey(path))
            .forEach((path) -> this.open.put(path, connect(path)));
        long left = all.stream().filter((rows) -> rows.running() && !chosen.contains(rows.path())).count();
        this.unchanged = (left == this.notShown) ? this.unchanged + 1 : 0;
        this.notShown = left;
    }

    /** Keeps what is shown, as long as it runs. */
    private int rank(Rows rows) {
        return (rows.running() ? 0 : 2) + (this.open.containsKey(rows.path()) ? 0 : 1);
    }

    /**
     * Returns how much runs and is not shown, once; 0 before the number has settled and
     * after it was returned.
     */
    long takeNotShown() {
        if (this.reported || this.notShown == 0 || this.unchanged < SETTLED) {
            return 0;
        }
        this.reported = true;
        return this.notShown;
    }

    /** Returns a result that is done when the connection has ended. */
    private CompletableFuture<?> connect(String path) {
        BodyHandler<Void> body = (answer) -> (answer.statusCode() == OK)
                ? BodySubscribers.fromLineSubscriber(new EventSubscriber(this.events)) : BodySubscribers.discarding();
        return this.service.exchange("GET", path + "?perSecond=" + RowLines.PER_SECOND, BodyPublishers.noBody(), body);
    }

    void close() {
        this.open.values().forEach((connection) -> connection.cancel(true));
    }

    /**
     * Rows that can be shown.
     *
     * @param path path of their events
     * @param running whether rows are expected
     */
    record Rows(String path, boolean running) {
    }

}

package io.sensorstreams.launcher.watch;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.sensorstreams.harness.Api;
import io.sensorstreams.launcher.view.PartitionView;
import io.sensorstreams.launcher.view.StreamView;
import tools.jackson.core.JacksonException;

/**
 * Prints the rows of all streams and partitions of both services. Connects again when a
 * connection ends. A service that does not answer is not reported here: the run does
 * that. Has a separate thread.
 */
public final class RowWatch implements AutoCloseable {

    /** Most streams and most partitions; the services accept 64 watchers each. */
    static final int MOST = 24;

    private static final int OK = 200;

    private static final Duration LOOK = Duration.ofMillis(500);

    private static final Duration REPORT = Duration.ofSeconds(5);

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Api producer;

    private final Api consumer;

    private final Consumer<String> out;

    private final RowLines lines;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Map<String, CompletableFuture<?>> open = new ConcurrentHashMap<>();

    private final CountDownLatch closed = new CountDownLatch(1);

    private boolean tooManyReported;

    private RowWatch(Api producer, Api consumer, Consumer<String> out, int width) {
        this.producer = producer;
        this.consumer = consumer;
        this.out = out;
        this.lines = new RowLines(out, width, System::nanoTime);
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
                look(this.producer, streams(), this.lines::sent);
                look(this.consumer, partitions(), this.lines::written);
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

    private Stream<String> streams() throws InterruptedException {
        return Arrays.stream(list(this.producer, "/api/streams", StreamView[].class, new StreamView[0]))
            .map((stream) -> "/api/streams/" + stream.name() + "/rows");
    }

    private Stream<String> partitions() throws InterruptedException {
        return Arrays.stream(list(this.consumer, "/api/partitions", PartitionView[].class, new PartitionView[0]))
            .filter((view) -> !view.state().equals("ELSEWHERE") && !view.state().equals("STOPPED"))
            .map((view) -> "/api/partitions/" + view.group() + "/" + view.topic() + "/" + view.partition() + "/rows");
    }

    private static <T> T list(Api service, String path, Class<T> type, T otherwise) throws InterruptedException {
        try {
            Api.Answer answer = service.send("GET", path, Api.NO_BODY).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
            return (answer.status() == OK) ? answer.as(type) : otherwise;
        }
        catch (ExecutionException | TimeoutException | JacksonException e) {
            return otherwise;
        }
    }

    private void look(Api service, Stream<String> paths, Consumer<Event> events) {
        String[] all = paths.toArray(String[]::new);
        if (all.length > MOST && !this.tooManyReported) {
            this.tooManyReported = true;
            this.out.accept("Only the rows of the first " + MOST + " streams and partitions are shown");
        }
        this.open.values().removeIf(CompletableFuture::isDone);
        Arrays.stream(all)
            .limit(MOST)
            .filter((path) -> !this.open.containsKey(path))
            .forEach((path) -> this.open.put(path, connect(service, path, events)));
    }

    /** Returns a result that is done when the connection has ended. */
    private CompletableFuture<?> connect(Api service, String path, Consumer<Event> events) {
        HttpRequest request = HttpRequest
            .newBuilder(URI.create(service.address() + path + "?perSecond=" + RowLines.PER_SECOND))
            .build();
        BodyHandler<Void> body = (answer) -> (answer.statusCode() == OK)
                ? BodySubscribers.fromLineSubscriber(new EventSubscriber(events)) : BodySubscribers.discarding();
        return this.client.sendAsync(request, body);
    }

    /** Closes all connections, and reports how many rows were not printed. */
    @Override
    public void close() {
        this.closed.countDown();
        this.open.values().forEach((connection) -> connection.cancel(true));
        this.lines.reportNotShown();
    }

}

package io.sensorstreams.bench.parts;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.bench.system.LabSystem;
import io.sensorstreams.harness.Api;

/**
 * Requests of open pages: each one watches rows, and asks for its data once a second,
 * each at another time. The pages show, in turn, a stream and a partition.
 */
final class OpenPages implements AutoCloseable {

    private static final long ASK_MILLIS = 1000;

    private static final int POLL_MILLIS = 20;

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);

    private final Queue<Future<?>> running = new ConcurrentLinkedQueue<>();

    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    /** Shown rows of each page. */
    private final Queue<LongAdder> rows = new ConcurrentLinkedQueue<>();

    private OpenPages() {
    }

    /**
     * Opens pages of a stream and of the partitions of its topic.
     * @param topic topic of the stream and name of the group
     */
    static OpenPages open(int pages, LabSystem system, String stream, String topic) {
        OpenPages opened = new OpenPages();
        IntStream.range(0, pages).forEach((page) -> {
            long delay = page * ASK_MILLIS / pages;
            if (page % 2 == 0) {
                String shown = "/api/streams/" + stream;
                opened.open(system.producer().api(), shown, List.of(shown), delay);
            }
            else {
                opened.open(system.consumer().api(), "/api/partitions/" + topic + "/" + topic + "/0",
                        List.of("/api/partitions", "/api/listeners"), delay);
            }
        });
        return opened;
    }

    private void open(Api api, String watched, List<String> asked, long delay) {
        LongAdder shown = new LongAdder();
        this.rows.add(shown);
        this.running.add(api.exchange("GET", watched + "/rows", BodyPublishers.noBody(),
                BodyHandlers.fromLineSubscriber(new RowCounter(shown))));
        this.running.add(this.timer.scheduleAtFixedRate(() -> asked.forEach((path) -> ask(api, path)), delay,
                ASK_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void ask(Api api, String path) {
        try {
            api.text(path);
        }
        catch (IllegalStateException | AssertionError e) {
            this.errors.add(String.valueOf(e.getMessage()));
        }
    }

    /** Waits until each page has shown rows, or for the longest time. */
    void awaitRows() throws InterruptedException {
        long begin = System.nanoTime();
        while (withoutRows() > 0 && System.nanoTime() - begin < LONGEST.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private long withoutRows() {
        return this.rows.stream().filter((page) -> page.sum() == 0).count();
    }

    /**
     * Returns what went wrong, in words. A page that has shown no rows proves nothing.
     */
    List<String> faults() {
        long without = withoutRows();
        return Stream
            .concat(this.errors.stream(),
                    (without > 0) ? Stream.of(without + " pages have shown no rows") : Stream.empty())
            .toList();
    }

    @Override
    public void close() {
        this.timer.shutdown();
        this.running.forEach((request) -> request.cancel(true));
    }

    /** Counts the events of rows. */
    private record RowCounter(LongAdder rows) implements Flow.Subscriber<String> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.equals("event: row")) {
                this.rows.increment();
            }
        }

        @Override
        public void onError(Throwable failure) {
            // A page that has shown no rows is a fault.
        }

        @Override
        public void onComplete() {
            // The service has ended the response, such as after a refusal.
        }

    }

}

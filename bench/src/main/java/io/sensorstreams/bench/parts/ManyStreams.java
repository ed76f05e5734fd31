package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.report.Series;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.bench.system.LabSystem;
import tools.jackson.databind.JsonNode;

/**
 * Runs 10,000 streams on one producer-service, each with one row per second. Measures
 * their rate, how late the rows are, and the heap of a stream.
 */
record ManyStreams(Lab lab, LabSystem system, Report report) {

    private static final String PART = "10,000 streams";

    private static final String TOPIC = "STREAMS";

    private static final int STREAMS = 10_000;

    private static final int CALLERS = 8;

    private static final int WARM_UP_SECONDS = 20;

    private static final int SAMPLES = 10;

    private static final int SAMPLE_SECONDS = 3;

    static List<String> measure(Lab lab, Report report) throws IOException, InterruptedException {
        lab.out().println("Starting both services for 10,000 streams");
        try (LabSystem system = new LabSystem(lab, List.of(TOPIC))) {
            ManyStreams streams = new ManyStreams(lab, system, report);
            long before = streams.heap();
            streams.create();
            long created = streams.heap();
            streams.run();
            long running = streams.heap();
            streams.add("heap for each stream that is stopped", "KiB", kibPerStream(created - before),
                    "after a full collection");
            streams.add("heap for each stream that runs", "KiB", kibPerStream(running - before), "goal: less than 8");
            lab.out()
                .printf("Heap for each stream: %.1f KiB stopped, %.1f KiB running%n", kibPerStream(created - before),
                        kibPerStream(running - before));
            return streams.stop();
        }
    }

    private static double kibPerStream(long bytes) {
        return bytes / 1024.0 / STREAMS;
    }

    private long heap() throws IOException, InterruptedException {
        return this.system.producerMemory().heapInUse(this.lab.directory());
    }

    private void create() throws InterruptedException {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            long begin = System.nanoTime();
            List<Future<JsonNode>> created = new ArrayList<>();
            for (int stream = 0; stream < STREAMS; stream++) {
                String body = "{\"name\":\"s%d\",\"topic\":\"%s\",\"source\":{\"type\":\"random\",\"seed\":%d,\"fields\":{\"number\":{\"type\":\"int\",\"min\":0,\"max\":100}}},\"pace\":{\"type\":\"interval\",\"every\":\"1s\"}}"
                    .formatted(stream, TOPIC, stream);
                created.add(callers.submit(() -> this.system.producer().api().post("/api/streams", body, 201)));
            }
            for (Future<JsonNode> one : created) {
                one.get();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            this.lab.out().printf("10,000 streams created in %.1f s%n", seconds);
            add("created by REST, 8 callers", "streams/s", STREAMS / seconds, "");
        }
        catch (ExecutionException e) {
            throw new IllegalStateException("A stream could not be created", e);
        }
        finally {
            callers.shutdownNow();
        }
    }

    private void run() throws InterruptedException {
        this.system.producer().api().post("/api/streams/start", "", 200);
        TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
        List<Double> lags = new ArrayList<>();
        long before = acked(streams());
        // Taken after the answer, as the end time is: listing the streams takes half a
        // second.
        long begin = System.nanoTime();
        long after = before;
        long end = begin;
        for (int sample = 0; sample < SAMPLES; sample++) {
            TimeUnit.SECONDS.sleep(SAMPLE_SECONDS);
            List<JsonNode> streams = streams();
            after = acked(streams);
            end = System.nanoTime();
            lags.addAll(streams.stream().map((stream) -> stream.path("scheduleLagMs").asDouble()).toList());
        }
        double rate = Report.perSecond(after - before, end - begin);
        add("rows acknowledged", "rows/s", rate, "goal: 9,900 to 10,100");
        Series series = new Series(lags);
        double p99 = series.percentile(0.99);
        add("schedule lag, p50", "ms", series.percentile(0.5), "scheduleLagMs of all streams, " + SAMPLES + " times");
        add("schedule lag, p99", "ms", p99, "goal: less than 50");
        this.lab.out().printf("10,000 streams: %.0f rows/s, schedule lag p99 %.0f ms%n", rate, p99);
    }

    private List<JsonNode> streams() {
        return this.system.producer().api().get("/api/streams").valueStream().toList();
    }

    private static long acked(List<JsonNode> streams) {
        return streams.stream().mapToLong((stream) -> stream.path("rowsAcked").asLong()).sum();
    }

    private List<String> stop() {
        this.system.producer().api().post("/api/streams/stop", "", 200);
        long rows = acked(streams());
        this.system.awaitRowsInFiles(TOPIC, rows);
        return this.system.audit(rows);
    }

    private void add(String name, String unit, double value, String remark) {
        this.report.add(PART, name, unit, remark, value);
    }

}

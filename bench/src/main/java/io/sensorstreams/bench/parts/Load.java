package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.report.Series;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.bench.system.LabSystem;

/**
 * Measures both services with many clients and half-open connections while a stream runs
 * at full speed: response times of the clients, and the rate of the stream with and
 * without them.
 */
record Load(Lab lab, LabSystem system, Report report, Duration time) {

    private static final String PART = "load";

    private static final String TOPIC = "LOAD";

    private static final String STREAM = "load";

    private static final int CLIENTS = 200;

    /** Number of half-open connections at each service. */
    private static final int HALF_OPEN = 250;

    private static final int FILE_ROWS = 100_000;

    private static final int WARM_UP_SECONDS = 15;

    static List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException, InterruptedException {
        lab.out()
            .printf("Starting both services for %d clients and %d half-open connections%n", CLIENTS, 2 * HALF_OPEN);
        try (LabSystem system = new LabSystem(lab, List.of(TOPIC))) {
            return new Load(lab, system, report, Duration.ofSeconds(sizes.loadSeconds())).measure();
        }
    }

    private List<String> measure() throws IOException, InterruptedException {
        this.lab.sampleRows().writeCsv(this.system.data().resolve("load.csv"), FILE_ROWS);
        this.system.createLoop(STREAM, TOPIC, "load.csv", Long.MAX_VALUE);
        this.system.startStream(STREAM);
        TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
        double alone = rowsPerSecond(() -> TimeUnit.MILLISECONDS.sleep(this.time.toMillis()));
        add("rows in files, without load", "rows/s", alone, "a stream at full speed for " + seconds());
        LoadClients clients = new LoadClients(addresses());
        try (HalfOpenConnections connections = new HalfOpenConnections()) {
            connections.open(this.system.producer().port(), "streams", HALF_OPEN);
            connections.open(this.system.consumer().port(), "listeners", HALF_OPEN);
            connections.drip();
            double loaded = rowsPerSecond(() -> clients.run(CLIENTS, this.time));
            add("rows in files under load", "rows/s", loaded,
                    "%d clients and %d half-open connections for %s".formatted(CLIENTS, 2 * HALF_OPEN, seconds()));
            add("half-open connections closed", "", (double) connections.closed(),
                    "by the services; each opened again");
        }
        return faults(clients);
    }

    private String seconds() {
        return this.time.toSeconds() + " s";
    }

    private interface Work {

        void run() throws InterruptedException;

    }

    private double rowsPerSecond(Work work) throws InterruptedException {
        long before = this.system.rowsInFiles(TOPIC);
        long begin = System.nanoTime();
        work.run();
        return Report.perSecond(this.system.rowsInFiles(TOPIC) - before, System.nanoTime() - begin);
    }

    private List<URI> addresses() {
        String producer = this.system.producer().api().address();
        String consumer = this.system.consumer().api().address();
        return Stream
            .of(producer + "/api/streams", consumer + "/api/partitions", producer + "/api/streams/" + STREAM,
                    consumer + "/api/listeners", producer + "/api/files", consumer + "/api/files",
                    producer + "/actuator/health/readiness", consumer + "/actuator/health/readiness",
                    producer + "/actuator/health/liveness", consumer + "/actuator/health/liveness")
            .map(URI::create)
            .toList();
    }

    private List<String> faults(LoadClients clients) {
        List<String> failures = clients.failures();
        addTimes("api", clients.millis("/api/"));
        addTimes("health", clients.millis("/actuator/"));
        add("errors", "", failures.size(), "answers other than 200, and calls without an answer in 60 s");
        this.system.producer().api().post("/api/streams/" + STREAM + "/stop", "", 200);
        long rows = this.system.stream(STREAM).path("rowsAcked").asLong();
        this.system.awaitRowsInFiles(TOPIC, rows);
        List<String> faults = new ArrayList<>(this.system.audit(rows));
        Map<String, Long> kinds = failures.stream()
            .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        kinds.forEach((failure, times) -> faults.add(times + " times: " + failure));
        return faults;
    }

    private void addTimes(String what, double[] millis) {
        add(what + ", calls answered", "calls/s", millis.length / (double) this.time.toSeconds(),
                CLIENTS + " clients, each 200 ms after its last answer");
        Series series = Series.of(millis);
        add(what + ", p50", "ms", series.percentile(0.5), "from sending the call to the end of the answer");
        add(what + ", p99", "ms", series.percentile(0.99), "from sending the call to the end of the answer");
    }

    private void add(String name, String unit, double value, String remark) {
        this.report.add(PART, name, unit, remark, value);
        this.lab.out().printf("%s: %s %s%n", name, Report.number(value), unit);
    }

}

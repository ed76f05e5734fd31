package io.sensorstreams.system;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.PackagedService;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * Streams rows while faults happen, and judges what has become of them: by the services'
 * own audits, and by {@link ExactlyOnceOutput}.
 */
final class Soak {

    private static final List<String> TOPICS = List.of("AIR", "EARTH", "WATER");

    private static final int ROWS_PER_SECOND = 300;

    /** As many faults at a time, each at another target. */
    private static final int AT_A_TIME = 3;

    private static final int DISK_MEGABYTES = 40;

    /** Rows of all topics need 2.2. */
    private static final int MEGABYTES_A_MINUTE = 3;

    private static final Duration CATCH_UP = Duration.ofMinutes(4);

    private final FaultyCluster cluster;

    private final Duration length;

    private final Faults faults;

    private final PrintStream out;

    private final long began = System.nanoTime();

    private final Map<String, Integer> counts = new TreeMap<>();

    private final Set<String> struck = ConcurrentHashMap.newKeySet();

    private int number;

    Soak(FaultyCluster cluster, Duration length, long seed, PrintStream out) {
        this.cluster = cluster;
        this.length = length;
        this.faults = new Faults(cluster, seed);
        this.out = out;
    }

    /** Makes a cluster whose small disk holds all rows of a soak of this length. */
    static FaultyCluster cluster(Path directory, Duration length) {
        return new FaultyCluster(directory, TOPICS, DISK_MEGABYTES + MEGABYTES_A_MINUTE * (int) length.toMinutes());
    }

    /**
     * Runs it.
     * @return what is wrong at the end, a sentence each
     */
    List<String> run() throws IOException, InterruptedException, ExecutionException {
        ExpectedRows expected = stream();
        throwFaults();
        say("no more faults; the streams send the rest as fast as they can");
        TOPICS.forEach(this.cluster::hurry);
        int rows = expected.rows();
        Awaitility.await("every stream is COMPLETED and every row in a file")
            .atMost(CATCH_UP)
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> isOver(rows));
        say("%d faults: %s".formatted(this.number, this.counts));
        return judge(expected);
    }

    private ExpectedRows stream() throws IOException {
        ExpectedRows expected = new ExpectedRows();
        for (String topic : TOPICS) {
            expected.expect(topic, Readings.write(this.cluster.data(), topic + ".csv",
                    Math.toIntExact(ROWS_PER_SECOND * this.length.toSeconds()), topic.hashCode()));
            this.cluster.stream(topic, "{\"type\":\"rate\",\"perSecond\":%d}".formatted(ROWS_PER_SECOND));
        }
        return expected;
    }

    private void throwFaults() throws InterruptedException, ExecutionException {
        ExecutorService throwers = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            CompletionService<Void> thrown = new ExecutorCompletionService<>(throwers);
            for (int thrower = 0; thrower < AT_A_TIME; thrower++) {
                thrown.submit(() -> {
                    while (elapsed().compareTo(this.length) < 0) {
                        throwOne();
                    }
                    return null;
                });
            }
            for (int thrower = 0; thrower < AT_A_TIME; thrower++) {
                thrown.take().get();
            }
        }
        finally {
            throwers.shutdownNow();
        }
    }

    private void throwOne() throws InterruptedException {
        Fault fault = take();
        try {
            fault.happen();
        }
        finally {
            this.struck.remove(fault.target());
        }
    }

    /** The next one whose target is well. */
    private synchronized Fault take() {
        Fault fault = this.faults.next();
        while (!this.struck.add(fault.target())) {
            fault = this.faults.next();
        }
        this.number++;
        this.counts.merge(fault.kind(), 1, Integer::sum);
        say("fault %3d: %s; %s rows sent, %s in files".formatted(this.number, fault,
                known(this.cluster.streams(), "rowsAcked"), known(this.cluster.ledger(), "rows")));
        return fault;
    }

    private boolean isOver(int rows) {
        List<JsonNode> streams = this.cluster.streams();
        return streams.size() == TOPICS.size()
                && streams.stream().allMatch((stream) -> stream.path("state").asString().equals("COMPLETED"))
                && this.cluster.committedRows() >= rows;
    }

    /** What all of them come to; while no replica answers, nobody knows. */
    private static String known(List<JsonNode> told, String field) {
        return told.isEmpty() ? "?" : String.valueOf(sum(told, field));
    }

    private static long sum(List<JsonNode> told, String field) {
        return told.stream().mapToLong((one) -> one.path(field).asLong()).sum();
    }

    private List<String> judge(ExpectedRows expected) throws IOException {
        List<String> violations = new ArrayList<>(expected.violations(this.cluster));
        say("checker: %d rows expected, %d violations".formatted(expected.rows(), violations.size()));
        for (PackagedService consumer : this.cluster.consumers()) {
            violations.addAll(audit(consumer.api()));
        }
        return violations;
    }

    private List<String> audit(Api api) {
        JsonNode audit = api.audit(Duration.ofMinutes(3));
        Map<String, Long> sums = new LinkedHashMap<>();
        for (String field : List.of("inKafka", "inFiles", "missing", "duplicated", "foreign", "unreachable")) {
            sums.put(field, audit.path("topics").valueStream().mapToLong((row) -> row.path(field).asLong()).sum());
        }
        String verdict = audit.path("verdict").asString();
        say("audit of the files on one of two disks: %s %s".formatted(verdict, sums));
        return Set.of("CLEAN", "INCOMPLETE").contains(verdict) ? List.of() : List.of("audit: " + audit);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - this.began);
    }

    private void say(String line) {
        this.out.printf("%6.1f s  %s%n", elapsed().toMillis() / 1000.0, line);
    }

}

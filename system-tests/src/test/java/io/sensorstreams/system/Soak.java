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
import java.util.TreeSet;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.harness.TimedOutException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import tools.jackson.databind.JsonNode;

/**
 * Streams rows while faults are injected, and checks the output afterwards: by the audits
 * of the services, and by {@link ExactlyOnceOutput}.
 */
final class Soak {

    /** Topics of which no data is destroyed. */
    private static final List<String> TOPICS = List.of("AIR", "EARTH", "WATER");

    /** Topic of which directories, objects and records are destroyed. */
    private static final String LOSSY = "LOSSY";

    /** Topic that receives records that no producer-service sends. */
    private static final String HOSTILE = "HOSTILE";

    private static final List<String> STREAMED = List.of("AIR", "EARTH", "WATER", LOSSY);

    private static final List<String> ALL = List.of("AIR", "EARTH", "WATER", LOSSY, HOSTILE);

    private static final int ROWS_PER_SECOND = 300;

    /** Number of simultaneous faults, each with another target. */
    private static final int AT_A_TIME = 3;

    private static final int DISK_MEGABYTES = 40;

    /** The rows of all topics need 2.9 MB per minute. */
    private static final int MEGABYTES_A_MINUTE = 4;

    private static final Duration CATCH_UP = Duration.ofMinutes(4);

    private final FaultyCluster cluster;

    private final Duration length;

    private final Losses losses;

    private final HostileTopic hostile;

    private final Faults faults;

    private final PrintStream out;

    private final long began = System.nanoTime();

    private final Map<String, Integer> counts = new TreeMap<>();

    private final Set<String> struck = ConcurrentHashMap.newKeySet();

    private int number;

    Soak(FaultyCluster cluster, Duration length, long seed, PrintStream out) {
        this.cluster = cluster;
        this.length = length;
        this.losses = new Losses(cluster, LOSSY);
        this.hostile = new HostileTopic(cluster, HOSTILE, seed);
        this.faults = new Faults(cluster, this.losses, this.hostile::send, length, seed);
        this.out = out;
    }

    /**
     * Creates a cluster whose small disk is large enough for all rows of a soak of this
     * length.
     */
    static FaultyCluster cluster(Path directory, Duration length, int partitions, Output output) {
        return new FaultyCluster(directory, ALL, DISK_MEGABYTES + MEGABYTES_A_MINUTE * (int) length.toMinutes(),
                partitions, output);
    }

    /**
     * Runs the soak.
     * @return violations at the end, a sentence each
     */
    List<String> run() throws IOException, InterruptedException {
        List<String> violations = new ArrayList<>();
        try (StuckThreads stuck = this.cluster.watchThreads()) {
            ExpectedRows expected = stream();
            try {
                throwFaults();
                say("no more faults; the streams send the remaining rows at unlimited pace");
                STREAMED.forEach(this.cluster::hurry);
                awaitOver(expected);
                judge(expected, violations);
            }
            catch (ExecutionException e) {
                violations.add("a fault did not end: " + e.getCause());
            }
            catch (ConditionTimeoutException | TimedOutException | IOException | SdkException e) {
                violations.add(e.toString());
            }
            say("%d faults: %s".formatted(this.number, this.counts));
            say("watchdog: %d threads waited for a lock for more than %d s".formatted(stuck.found().size(),
                    StuckThreads.LIMIT.toSeconds()));
            violations.addAll(stuck.found());
        }
        return violations;
    }

    private ExpectedRows stream() throws IOException {
        ExpectedRows expected = new ExpectedRows();
        for (String topic : STREAMED) {
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

    /** Returns the next fault whose target is healthy. */
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

    private void awaitOver(ExpectedRows expected) {
        int rows = expected.rows(TOPICS);
        Awaitility.await("every stream is COMPLETED and every row in a file")
            .atMost(CATCH_UP)
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> isOver(rows));
        this.losses.replay();
        awaitNoLag();
    }

    private boolean isOver(int rows) {
        List<JsonNode> streams = this.cluster.streams();
        return streams.size() >= STREAMED.size()
                && streams.stream().allMatch((stream) -> stream.path("state").asString().equals("COMPLETED"))
                && TOPICS.stream().mapToLong(this.cluster::committedRows).sum() >= rows;
    }

    /**
     * Waits until no partition is blocked, neither by a hostile record nor by a loss that
     * was replayed.
     */
    private void awaitNoLag() {
        Awaitility.await("no partition has unprocessed records")
            .atMost(CATCH_UP)
            .pollInterval(Duration.ofSeconds(1))
            .ignoreExceptions()
            .until(() -> this.cluster.lag() == 0);
    }

    /** Returns the sum of all values as text; unknown while no replica answers. */
    private static String known(List<JsonNode> told, String field) {
        return told.isEmpty() ? "?" : String.valueOf(sum(told, field));
    }

    private static long sum(List<JsonNode> told, String field) {
        return told.stream().mapToLong((one) -> one.path(field).asLong()).sum();
    }

    private void judge(ExpectedRows expected, List<String> violations) throws IOException {
        FaultyStore store = this.cluster.store();
        if (store != null) {
            violations.addAll(judgeObjects(store));
        }
        violations.addAll(expected.violations(this.cluster, TOPICS));
        violations.addAll(this.cluster.duplicates().describe(TOPICS));
        say("checker: %d rows expected, %d violations".formatted(expected.rows(TOPICS), violations.size()));
        // Each replica reads the whole store, but only its own disk.
        Set<String> accepted = (store != null) ? Set.of("CLEAN") : Set.of("CLEAN", "INCOMPLETE");
        audits(TOPICS).stream()
            .filter((audit) -> !accepted.contains(audit.path("verdict").asString()))
            .forEach((audit) -> violations.add("audit: " + audit));
        violations.addAll(judgeLosses(expected));
        List<JsonNode> audits = audits(List.of(HOSTILE));
        violations.addAll(failures(audits));
        violations.addAll(this.hostile.violations(audits));
    }

    /**
     * Restarts the consumers, so that each partition is recovered, and waits until the
     * bucket has exactly the objects of the ledger. Objects of lost rows stay.
     */
    private List<String> judgeObjects(FaultyStore store) {
        this.cluster.consumers().forEach(PackagedService::stop);
        this.cluster.consumers().forEach(PackagedService::restart);
        awaitNoLag();
        try {
            Awaitility.await("the bucket has exactly the objects of the ledger")
                .atMost(CATCH_UP)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> store.keys(TOPICS).equals(committedKeys()) && store.uploads().isEmpty());
        }
        catch (ConditionTimeoutException e) {
            Set<String> unknown = new TreeSet<>(store.keys(TOPICS));
            unknown.removeAll(committedKeys());
            Set<String> missing = new TreeSet<>(committedKeys());
            missing.removeAll(store.keys(TOPICS));
            return List
                .of("objects that are not in the ledger: %s; objects that are missing: %s; unfinished uploads: %s"
                    .formatted(unknown, missing, store.uploads()));
        }
        say("the bucket has %d objects of %s, exactly those of the ledger".formatted(store.keys(TOPICS).size(),
                TOPICS));
        return List.of();
    }

    private Set<String> committedKeys() {
        return this.cluster.ledger()
            .stream()
            .filter((file) -> TOPICS.contains(file.path("topic").asString()))
            .map(FaultyStore::key)
            .collect(Collectors.toSet());
    }

    private List<String> judgeLosses(ExpectedRows expected) throws IOException {
        ExactlyOnceOutput.Judgement judgement = expected.judge(this.cluster, LOSSY);
        List<String> violations = new ArrayList<>(judgement.violations());
        say("%s: %d records were deleted before they were committed, %d rows are in no file".formatted(LOSSY,
                this.losses.deletedRows().size(), judgement.missing().size()));
        List<JsonNode> audits = audits(List.of(LOSSY));
        violations.addAll(failures(audits));
        violations.addAll(this.losses.violations(Set.copyOf(judgement.missing().values()), audits));
        return violations;
    }

    /** Audits without a verdict, such as those that failed. */
    private static List<String> failures(List<JsonNode> audits) {
        return audits.stream()
            .filter((audit) -> !audit.path("state").asString().equals("COMPLETED"))
            .map((audit) -> "audit without a verdict: " + audit)
            .toList();
    }

    /** Runs an audit on each replica. */
    private List<JsonNode> audits(List<String> groups) {
        List<JsonNode> audits = new ArrayList<>();
        for (PackagedService consumer : this.cluster.consumers()) {
            JsonNode audit = audit(consumer.api(), groups);
            Map<String, Long> sums = new LinkedHashMap<>();
            for (String field : List.of("inKafka", "inFiles", "missing", "duplicated", "foreign", "deadLettered",
                    "unreachable", "lost")) {
                sums.put(field, audit.path("topics").valueStream().mapToLong((row) -> row.path(field).asLong()).sum());
            }
            say("audit of %s by one of two replicas: %s %s".formatted(groups, audit.path("verdict").asString(), sums));
            audits.add(audit);
        }
        return audits;
    }

    /** Audits groups on one replica. */
    static JsonNode audit(Api api, List<String> groups) {
        return api.audit(groups, Duration.ofMinutes(3));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - this.began);
    }

    private void say(String line) {
        this.out.printf("%6.1f s  %s%n", elapsed().toMillis() / 1000.0, line);
    }

}

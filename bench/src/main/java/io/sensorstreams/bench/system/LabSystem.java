package io.sensorstreams.bench.system;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import io.sensorstreams.bench.report.Report;
import io.sensorstreams.harness.JavaCommand;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.harness.SensorSystem;
import io.sensorstreams.harness.Waiting;
import tools.jackson.databind.JsonNode;

/** Both packaged services on the broker of the lab, with default settings. */
public final class LabSystem extends SensorSystem {

    /** Returns the command of a service, which is the name of its module. */
    public interface StartCommand {

        List<String> words(String service) throws IOException, InterruptedException;

    }

    /** Starts a service as {@code ./run} does. */
    public static final StartCommand AS_RUN = (service) -> JavaCommand.ofRun(service).guardedWords();

    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final Lab lab;

    /** Starts both services as {@code ./run} does, with one group for each topic. */
    public LabSystem(Lab lab, List<String> topics) throws IOException, InterruptedException {
        this(lab, topics, Map.of());
    }

    /** Starts both services as {@code ./run} does, with these environment variables. */
    public LabSystem(Lab lab, List<String> topics, Map<String, String> settings)
            throws IOException, InterruptedException {
        this(lab, topics, settings, AS_RUN, (service, seconds) -> {
        });
    }

    /**
     * Starts both services, one after the other.
     * @param startTimes receives the name of each service, and the seconds from the start
     * of its process until it is ready
     */
    public LabSystem(Lab lab, List<String> topics, StartCommand command, BiConsumer<String, Double> startTimes)
            throws IOException, InterruptedException {
        this(lab, topics, Map.of(), command, startTimes);
    }

    private LabSystem(Lab lab, List<String> topics, Map<String, String> settings, StartCommand command,
            BiConsumer<String, Double> startTimes) throws IOException, InterruptedException {
        super(lab.bootstrapServers(), lab.directory(), topics, (service, log, environment) -> {
            Map<String, String> variables = new HashMap<>(environment);
            variables.putAll(settings);
            List<String> words = command.words(service);
            long begin = System.nanoTime();
            PackagedService started = PackagedService.launchBy(words, service, log, variables);
            started.awaitReady();
            startTimes.accept(service, (System.nanoTime() - begin) / 1e9);
            return started;
        });
        this.lab = lab;
    }

    public ProcessMemory producerMemory() {
        return new ProcessMemory(producer().process().pid());
    }

    public ProcessMemory consumerMemory() {
        return new ProcessMemory(consumer().process().pid());
    }

    /**
     * Waits until a stream is completed. Polls the broker until nearly all rows are
     * there, because polling the service all the time would slow it down.
     * @param topic topic of the stream, with 4 partitions, to which nothing else writes
     */
    public void awaitCompleted(String name, String topic, long rows) {
        until(topic + " has nearly all rows", () -> this.lab.committedOffsets(topic, Lab.PARTITIONS) >= rows);
        awaitCompleted(name);
    }

    public void awaitCompleted(String name) {
        awaitCompleted(name, PATIENCE);
    }

    public void startGroup(String group) {
        command(group, "start");
    }

    /** Starts a group and waits until its members have partitions. */
    public void joinGroup(String group) {
        startGroup(group);
        this.lab.awaitMembers(group);
    }

    public void pauseGroup(String group) {
        command(group, "pause");
    }

    public void stopGroup(String group) {
        command(group, "stop");
    }

    private void command(String group, String command) {
        consumer().api().post("/api/listeners/" + group + "/" + command, "", 200);
    }

    /**
     * Waits until this number of rows of a group is committed to files. Polls the broker
     * before the service for the same reason as {@link #awaitCompleted}.
     */
    public void awaitRowsInFiles(String group, long rows) {
        // Offsets include transaction markers, so this wait ends slightly early.
        until(group + " has nearly all rows", () -> this.lab.groupOffsets(group) >= rows);
        awaitRowsInFiles(group, rows, PATIENCE);
    }

    /** Resumes a paused group and measures it until its last commit. Stops it. */
    public double consume(String group, long rows) {
        return rowsPerSecond(group, rows, () -> command(group, "resume"));
    }

    /** Returns the rows per second until the last commit, and stops the group. */
    public double rowsPerSecond(String group, long rows, Runnable start) {
        long begin = System.nanoTime();
        start.run();
        awaitRowsInFiles(group, rows);
        long nanos = System.nanoTime() - begin;
        stopGroup(group);
        return Report.perSecond(rows, nanos);
    }

    /**
     * Resumes a paused group and measures it until it has committed some of its rows.
     * @param before rows that it has committed before, over all topics
     * @param until rows at which it is measured, over all topics
     * @return rows per second
     */
    public double consumeUntil(String group, long before, long until) {
        long begin = System.nanoTime();
        command(group, "resume");
        until(group + " has most of the rows", () -> this.lab.groupOffsets(group) >= until);
        AtomicLong end = new AtomicLong();
        AtomicLong rows = new AtomicLong();
        until(until + " rows of " + group + " are in files", () -> {
            // Rows that are committed while the service answers do not count without
            // their time.
            end.set(System.nanoTime());
            rows.set(rowsInFiles(group));
            return rows.get() >= until;
        });
        return Report.perSecond(rows.get() - before, end.get() - begin);
    }

    public boolean hasStream(String name) {
        return producer().api()
            .get("/api/streams")
            .valueStream()
            .anyMatch((stream) -> stream.path("name").asString().equals(name));
    }

    /** Rows and bytes of files. */
    public record Written(long rows, long bytes) {
    }

    /** Returns what a group has written of a topic. */
    public Written written(String group, String topic) {
        List<JsonNode> files = consumer().api()
            .get("/api/files")
            .valueStream()
            .filter((file) -> file.path("group").asString().equals(group)
                    && file.path("topic").asString().equals(topic))
            .toList();
        return new Written(files.stream().mapToLong((file) -> file.path("rows").asLong()).sum(),
                files.stream().mapToLong((file) -> file.path("bytes").asLong()).sum());
    }

    private static void until(String what, Callable<Boolean> reached) {
        Waiting.until(what, PATIENCE, POLL, reached);
    }

    /** Returns the faults that the audit finds, also a wrong number of rows. */
    public List<String> audit(long expectedRows) {
        JsonNode audit = consumer().api().audit(PATIENCE);
        Map<String, Long> byGroup = audit.path("topics")
            .valueStream()
            .collect(Collectors.groupingBy((topic) -> topic.path("group").asString(), TreeMap::new,
                    Collectors.summingLong((topic) -> topic.path("inFiles").asLong())));
        long inFiles = byGroup.values().stream().mapToLong(Long::longValue).sum();
        List<String> faults = new ArrayList<>();
        if (!audit.path("verdict").asString("").equals("CLEAN")) {
            faults.add("The audit is not CLEAN: " + audit);
        }
        if (inFiles != expectedRows) {
            faults.add("The audit found " + inFiles + " rows in files, expected " + expectedRows
                    + "; in the files of each group: " + byGroup);
        }
        return faults;
    }

    /** Stops both services, so that they write what speeds up their next start. */
    @Override
    public void close() {
        stop();
    }

}

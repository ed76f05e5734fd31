package io.sensorstreams.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.sensorstreams.harness.PackagedService;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * Destroys data of a dedicated topic and recovers from it as an operator would. After a
 * directory or the objects of output files were removed, the group is replayed. After
 * records were deleted before they were written, their rows are lost and must be reported
 * as lost.
 */
final class Losses {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration POLL = Duration.ofSeconds(1);

    /** Reason of a partition whose files or directory are gone. */
    private static final Pattern REMOVED = Pattern.compile("missing|removed|replaced|\\.disk");

    private final FaultyCluster cluster;

    private final String topic;

    /**
     * Numbers in the source of the rows whose records were deleted before they were
     * committed.
     */
    private final Set<Integer> deletedRows = ConcurrentHashMap.newKeySet();

    private final Set<Integer> deletedFrom = ConcurrentHashMap.newKeySet();

    Losses(FaultyCluster cluster, String topic) {
        this.cluster = cluster;
        this.topic = topic;
    }

    String topic() {
        return this.topic;
    }

    Set<Integer> deletedRows() {
        return Set.copyOf(this.deletedRows);
    }

    /**
     * Removes the committed files of a partition, waits until a replica reports the loss,
     * and replays the group.
     * @param choice selects the partition
     */
    void removeFiles(int choice) {
        FaultyStore store = this.cluster.store();
        if (store != null) {
            removeObjects(store, choice);
        }
        else {
            removeDirectory(choice);
        }
    }

    private void removeObjects(FaultyStore store, int choice) {
        List<JsonNode> files = this.cluster.ledger()
            .stream()
            .filter((file) -> file.path("topic").asString().equals(this.topic) && file.path("rows").asLong() > 0)
            .filter((file) -> !this.deletedFrom.contains(file.path("partition").asInt()))
            .toList();
        if (files.isEmpty()) {
            return;
        }
        int partition = files.get(Math.floorMod(choice, files.size())).path("partition").asInt();
        files.stream().filter((file) -> file.path("partition").asInt() == partition).forEach(store::delete);
        Awaitility.await("the loss of the objects of " + this.topic + "-" + partition + " is reported")
            .atMost(PATIENCE)
            .pollInterval(POLL)
            .until(() -> isReported(partition));
        replay();
    }

    /** Removes the directory of a partition while its replica writes to it. */
    private void removeDirectory(int choice) {
        List<Path> directories = writableDirectories();
        if (directories.isEmpty()) {
            return;
        }
        Path directory = directories.get(Math.floorMod(choice, directories.size()));
        remove(directory);
        Awaitility.await("the loss of " + directory + " is reported")
            .atMost(PATIENCE)
            .pollInterval(POLL)
            .until(() -> isReported(partition(directory)));
        replay();
    }

    /**
     * Returns directories with committed rows of partitions without deleted records.
     * Kafka still has all of their rows.
     */
    private List<Path> writableDirectories() {
        List<JsonNode> ledger = this.cluster.ledger();
        List<Path> found = new ArrayList<>();
        for (Path disk : this.cluster.disks()) {
            Path directory = disk.resolve(this.topic).resolve(this.topic);
            if (Files.isDirectory(directory)) {
                try (Stream<Path> partitions = Files.list(directory)) {
                    partitions.filter((path) -> holdsRows(path, ledger))
                        .filter((path) -> !this.deletedFrom.contains(partition(path)))
                        .sorted()
                        .forEach(found::add);
                }
                catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return found;
    }

    private static boolean holdsRows(Path directory, List<JsonNode> ledger) {
        try {
            String label = Files.readString(directory.resolve(".disk"));
            return ledger.stream()
                .anyMatch((file) -> label.contains(file.path("disk").asString()) && file.path("rows").asLong() > 0);
        }
        catch (IOException e) {
            return false;
        }
    }

    private static int partition(Path directory) {
        String name = directory.getFileName().toString();
        return Integer.parseInt(name.substring(name.indexOf('=') + 1));
    }

    /** Removes a directory. The service may create files at the same time. */
    private static void remove(Path directory) {
        Awaitility.await("removal of " + directory).atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
            if (Files.exists(directory)) {
                try (Stream<Path> paths = Files.walk(directory)) {
                    for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(path);
                    }
                }
            }
            return true;
        });
    }

    /**
     * Returns whether the loss is reported: by the reason of the partition, or by an
     * audit of the replica that owned it.
     */
    private boolean isReported(int partition) {
        return this.cluster.consumers()
            .stream()
            .anyMatch((consumer) -> hasReason(consumer, partition) || auditFinds(consumer, partition));
    }

    private boolean hasReason(PackagedService consumer, int partition) {
        return answered(() -> consumer.api()
            .get("/api/partitions")
            .valueStream()
            .filter((row) -> row.path("topic").asString().equals(this.topic))
            .filter((row) -> row.path("partition").asInt() == partition)
            .map((row) -> row.path("reason").asString())
            .anyMatch((reason) -> REMOVED.matcher(reason).find()));
    }

    private boolean auditFinds(PackagedService consumer, int partition) {
        return answered(() -> Soak.audit(consumer.api(), List.of(this.topic))
            .path("topics")
            .valueStream()
            .filter((row) -> row.path("partition").asInt() == partition)
            .anyMatch((row) -> row.path("missing").asLong() > 0));
    }

    private interface Question {

        boolean ask();

    }

    /**
     * Returns the answer to a question; {@code false} when the replica is stopped or
     * frozen.
     */
    private static boolean answered(Question question) {
        try {
            return question.ask();
        }
        catch (RuntimeException | AssertionError e) {
            return false;
        }
    }

    /**
     * Stops the group on all replicas, replays it from the beginning and starts it again.
     */
    void replay() {
        Awaitility.await("a replay of " + this.topic).atMost(PATIENCE).pollInterval(POLL).until(() -> {
            forEachConsumer("stop");
            return this.cluster.consumers().stream().anyMatch((consumer) -> answered(() -> {
                consumer.api().post(path("replay"), """
                        {"topic":"%s","from":"beginning"}""".formatted(this.topic), 202);
                return true;
            }));
        });
        forEachConsumer("start");
    }

    private String path(String verb) {
        return "/api/listeners/" + this.topic + "/" + verb;
    }

    private void forEachConsumer(String verb) {
        this.cluster.consumers().forEach((consumer) -> answered(() -> {
            consumer.api().post(path(verb), "", 200);
            return true;
        }));
    }

    /** Pauses or stops the group, so that rows wait in Kafka. */
    void holdUp(boolean pause) {
        forEachConsumer(pause ? "pause" : "stop");
    }

    /**
     * Deletes the waiting records of one partition and lets the group read again.
     * @param choice selects the partition
     */
    void deleteRecords(int choice, boolean paused) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", this.cluster.bootstrapServers()))) {
            int count = admin.describeTopics(List.of(this.topic))
                .allTopicNames()
                .get()
                .get(this.topic)
                .partitions()
                .size();
            TopicPartition partition = new TopicPartition(this.topic, Math.floorMod(choice, count));
            OffsetAndMetadata committed = admin.listConsumerGroupOffsets(this.topic)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(partition);
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
            this.deletedFrom.add(partition.partition());
            remember(partition, (committed != null) ? committed.offset() : 0, end);
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end))).all().get();
        }
        catch (ExecutionException e) {
            // The brokers are down, so nothing was deleted. That is also fine.
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        finally {
            forEachConsumer(paused ? "resume" : "start");
        }
    }

    /** Reads the records between two offsets, without transaction markers. */
    private void remember(TopicPartition partition, long from, long to) {
        read(partition, from, to, (record) -> {
            String row = new String(record.headers().lastHeader("row").value(), StandardCharsets.US_ASCII);
            this.deletedRows.add(Integer.parseInt(row.substring(row.lastIndexOf('/') + 1)));
        });
    }

    private void read(TopicPartition partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Map<String, Object> settings = Map.of("bootstrap.servers", this.cluster.bootstrapServers(),
                "enable.auto.commit", false, "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(Set.of(partition));
            consumer.seek(partition, from);
            while (consumer.position(partition) < to) {
                consumer.poll(POLL).forEach(reader);
            }
        }
    }

    /**
     * Compares the reports of the audits with the rows that are missing from the files.
     * @param missing numbers in the source of the rows that are in no file
     * @param audits answers of all replicas to an audit of the topic
     * @return violations, a sentence each
     */
    List<String> violations(Set<Integer> missing, List<JsonNode> audits) {
        List<String> violations = new ArrayList<>();
        Set<Integer> unexplained = new HashSet<>(missing);
        unexplained.removeAll(this.deletedRows);
        if (!unexplained.isEmpty()) {
            violations.add(this.topic + ": " + unexplained.size()
                    + " rows are missing that were not deleted, such as row " + unexplained.iterator().next());
        }
        long admitted = audits.stream()
            .mapToLong(
                    (audit) -> audit.path("topics").valueStream().mapToLong((row) -> row.path("lost").asLong()).sum())
            .max()
            .orElse(0);
        if (admitted < missing.size()) {
            violations.add(this.topic + ": " + missing.size() + " rows are missing, the audits report " + admitted);
        }
        boolean clean = audits.stream().anyMatch((audit) -> audit.path("verdict").asString().equals("CLEAN"));
        if (clean && !missing.isEmpty()) {
            violations.add(this.topic + ": an audit reports CLEAN although " + missing.size() + " rows are missing");
        }
        return violations;
    }

}

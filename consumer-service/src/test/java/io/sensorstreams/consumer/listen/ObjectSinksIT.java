package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerObject;
import io.sensorstreams.common.objects.FaultyLink;
import io.sensorstreams.common.objects.ObjectServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sinks with an object store, with a real broker and S3Mock. */
class ObjectSinksIT extends ServiceFixture {

    private final String bucket = "sink-" + UUID.randomUUID();

    private final StoredRows stored = new StoredRows(this.bucket);

    private FaultyLink link;

    @BeforeEach
    void openLink() throws IOException {
        ObjectServer.shared().bucket(this.bucket);
        this.link = new FaultyLink(ObjectServer.shared().endpoint());
    }

    @AfterEach
    void closeLink() throws IOException {
        this.link.close();
    }

    private ConsumerService startWithStore(String... settings) {
        Stream<String> store = Stream.of("sensor.store=s3", "sensor.bucket=" + this.bucket, "sensor.prefix=august",
                "sensor.s3.endpoint=" + this.link.endpoint(), "sensor.s3.timeout=2s", "sensor.s3.patience=4s",
                "sensor.roll.age=1s");
        return start(Stream.concat(store, Stream.of(settings)).toArray(String[]::new));
    }

    private List<LedgerEntry> ledger(ConsumerService service, int partition) {
        return service.bean(Ledger.class).files(name(), name(), partition);
    }

    private void awaitRows(ConsumerService service, int partition, List<String> rows) {
        await().atMost(SOON)
            .untilAsserted(() -> assertThat(this.stored.rows(ledger(service, partition))).isEqualTo(rows));
    }

    /** Waits until the bucket has the objects of the ledger, and no others. */
    private void awaitOnlyCommitted(ConsumerService service) {
        await().atMost(SOON)
            .untilAsserted(() -> assertThat(this.stored.keys()).isEqualTo(
                    StoredRows.keys(Stream.concat(ledger(service, 0).stream(), ledger(service, 1).stream()).toList())));
    }

    private void awaitReason(ConsumerService service, String reason) {
        await().atMost(SOON)
            .untilAsserted(() -> assertThat(service.http().get().uri("/api/partitions").retrieve().body(JsonNode.class))
                .anySatisfy((partition) -> {
                    assertThat(partition.path("state").asString()).isEqualTo("PAUSED");
                    assertThat(partition.path("reason").asString()).contains(reason);
                }));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).map((file) -> file.getFileName().toString()).toList();
        }
    }

    @ParameterizedTest
    @CsvSource({ "csv, none, .csv", "csv, gz, .csv.gz", "parquet, zst, .parquet" })
    void keepsEachRowOnceThroughARestartWithAnEmptyDirectory(String format, String compression, String ending)
            throws Exception {
        String[] settings = { "sensor.format=" + format, "sensor.compression=" + compression, "sensor.roll.rows=60" };
        ConsumerService service = startWithStore(settings);
        this.topic.sendNumbers(0, 0, 500);
        this.topic.sendNumbers(1, 0, 30);
        awaitLagZero();
        service.close();
        assertThat(names(this.output)).allMatch((name) -> name.startsWith("."));

        this.output = Files.createDirectory(this.output.resolve("empty"));
        ConsumerService again = startWithStore(settings);
        this.topic.sendNumbers(0, 500, 700);
        awaitLagZero();
        awaitRows(again, 0, numbers(0, 700));
        awaitRows(again, 1, numbers(0, 30));
        awaitOnlyCommitted(again);
        assertThat(ledger(again, 0)).hasSizeGreaterThan(9)
            .allMatch((file) -> file.isInStore() && file.disk().equals("s3://" + this.bucket + "/august/"))
            .allMatch((file) -> file.file().endsWith(ending));
        assertThat(names(this.output)).allMatch((name) -> name.startsWith("."));
    }

    @Test
    void sharesPartitionsWithAReplicaThatHasAnotherDirectory() throws Exception {
        Path first = this.output;
        ConsumerService one = startWithStore("sensor.roll.rows=50");
        this.output = Files.createDirectory(first.resolve("other"));
        ConsumerService two = startWithStore("sensor.roll.rows=50", "sensor.instance=consumer-1");
        for (int i = 0; i < 400; i += 100) {
            this.topic.sendNumbers(0, i, i + 100);
            this.topic.sendNumbers(1, i, i + 100);
        }
        awaitLagZero();
        one.close();
        this.topic.sendNumbers(0, 400, 450);
        this.topic.sendNumbers(1, 400, 450);
        awaitLagZero();

        awaitRows(two, 0, numbers(0, 450));
        awaitRows(two, 1, numbers(0, 450));
        awaitOnlyCommitted(two);
    }

    static Stream<Arguments> faults() {
        return Stream.of(fault("the store asks for fewer calls", (link) -> link.answers(503, "SlowDown")),
                fault("access denied", (link) -> link.answers(403, "AccessDenied")),
                fault("the store did not answer in time", FaultyLink::hangs),
                fault("failed: ", (link) -> link.cuts(10)), fault("failed: ", FaultyLink::refuses));
    }

    private static Arguments fault(String reason, Consumer<FaultyLink> fault) {
        return Arguments.of(reason, fault);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void continuesByItselfAfterAFaultOfTheStore(String reason, Consumer<FaultyLink> fault) throws Exception {
        ConsumerService service = startWithStore("sensor.roll.rows=50");
        this.topic.sendNumbers(0, 0, 100);
        awaitLagZero();
        fault.accept(this.link);
        this.topic.sendNumbers(0, 100, 220);
        awaitReason(service, reason);

        this.link.works();
        awaitLagZero();
        awaitRows(service, 0, numbers(0, 220));
        awaitOnlyCommitted(service);
        assertThat(this.link.faults()).isPositive();
    }

    @Test
    void waitsForTheBucket() throws Exception {
        ObjectServer.shared().client().deleteBucket((delete) -> delete.bucket(this.bucket));
        ConsumerService service = startWithStore();
        this.topic.sendNumbers(0, 0, 100);
        awaitReason(service, "there is no bucket '" + this.bucket + "'; create it");

        ObjectServer.shared().bucket(this.bucket);
        awaitLagZero();
        awaitRows(service, 0, numbers(0, 100));
        awaitOnlyCommitted(service);
    }

    @Test
    void refusesAStoreThatReplacesObjects() throws Exception {
        this.link.hides("If-None-Match");
        ConsumerService service = startWithStore();
        this.topic.sendNumbers(0, 0, 100);
        awaitReason(service, "ignores 'If-None-Match: *'");
        assertThat(ledger(service, 0)).isEmpty();

        this.link.works();
        awaitLagZero();
        awaitRows(service, 0, numbers(0, 100));
        awaitOnlyCommitted(service);
    }

    @ParameterizedTest
    @CsvSource({ "\"beginning\", 0", "{\"offset\":57}, 57" })
    void replaysWholeObjects(String from, long offset) throws Exception {
        ConsumerService service = startWithStore("sensor.roll.rows=20");
        this.topic.sendNumbers(0, 0, 100);
        awaitLagZero();
        List<String> before = this.stored.keys();
        service.post("/api/listeners/" + name() + "/stop", "");
        List<LedgerEntry> files = ledger(service, 0);
        JsonNode replay = service.post("/api/listeners/" + name() + "/replay",
                "{\"topic\":\"" + name() + "\",\"from\":" + from + "}");
        int first = replay.path("partitions").path(0).path("from").intValue();
        assertThat(files)
            .anyMatch((file) -> file.firstOffset() == first && first <= offset && offset < file.nextOffset());
        // Each transaction has 10 rows and a marker, which takes an offset.
        assertThat(this.stored.rows(ledger(service, 0))).isEqualTo(numbers(0, first - first / 11));
        service.post("/api/listeners/" + name() + "/start", "");

        awaitRows(service, 0, numbers(0, 100));
        awaitOnlyCommitted(service);
        assertThat(this.stored.keys()).isNotEqualTo(before);
    }

    @Test
    void removesTheOldestObjectsByTheirSize() throws Exception {
        ConsumerService service = startWithStore("sensor.roll.rows=40", "sensor.retention.bytes=600B");
        this.topic.sendNumbers(0, 0, 1000);
        awaitLagZero();

        await().atMost(SOON).until(() -> ledger(service, 0).stream().mapToLong(LedgerEntry::bytes).sum() <= 600);
        awaitOnlyCommitted(service);
        List<String> kept = this.stored.rows(ledger(service, 0));
        assertThat(kept).isNotEmpty().isEqualTo(numbers(1000 - kept.size(), 1000));
    }

    @Test
    void removesOldObjectsAfterARestart() throws Exception {
        ConsumerService writer = startWithStore("sensor.roll.rows=40");
        this.topic.sendNumbers(0, 0, 100);
        awaitLagZero();
        writer.close();

        ConsumerService service = startWithStore("sensor.roll.rows=40", "sensor.retention.age=1s");
        await().atMost(SOON).until(() -> ledger(service, 0).size() == 1);
        awaitOnlyCommitted(service);
        assertThat(this.stored.rows(ledger(service, 0))).endsWith("99,a");
    }

    private String put(String file, String cluster) throws ExecutionException, InterruptedException {
        String key = "august/" + LedgerObject.directory(name(), name(), 0) + file;
        String topicId = this.topic.admin()
            .describeTopics(List.of(name()))
            .allTopicNames()
            .get()
            .get(name())
            .topicId()
            .toString();
        ObjectServer.shared()
            .client()
            .putObject(
                    (put) -> put.bucket(this.bucket)
                        .key(key)
                        .metadata(Map.of("sensor-cluster", cluster, "sensor-topic-id", topicId)),
                    RequestBody.fromString("n,s\n0,late\n"));
        return key;
    }

    @Test
    void removesWhatWasNeverCommitted() throws Exception {
        ConsumerService writer = startWithStore();
        this.topic.sendNumbers(0, 0, 20);
        awaitLagZero();
        writer.close();
        String cluster = this.topic.admin().describeCluster().clusterId().get();
        String file = name() + "-0-00000000000000000000.csv";
        String covered = put(LedgerObject.name(file, 1), cluster);
        String later = put(LedgerObject.name(file.replace("0000.csv", "9999.csv"), 2), cluster);
        String foreign = put(LedgerObject.name(file, 3), "another-cluster");
        String notes = put("notes.txt", cluster);
        ObjectServer.shared().client().createMultipartUpload((create) -> create.bucket(this.bucket).key(later));

        ConsumerService service = startWithStore();
        await().atMost(SOON)
            .untilAsserted(() -> assertThat(this.stored.keys()).contains(foreign, notes)
                .doesNotContain(covered, later)
                .containsAll(StoredRows.keys(ledger(service, 0))));
        assertThat(ObjectServer.shared().client().listMultipartUploads((list) -> list.bucket(this.bucket)).uploads())
            .isEmpty();
        awaitRows(service, 0, numbers(0, 20));
    }

    @Test
    void reportsAnObjectThatIsGoneUntilItIsReplayed() throws Exception {
        ConsumerService writer = startWithStore("sensor.roll.rows=20");
        this.topic.sendNumbers(0, 0, 60);
        awaitLagZero();
        String gone = StoredRows.keys(ledger(writer, 0)).get(0);
        writer.close();
        ObjectServer.shared().client().deleteObject((delete) -> delete.bucket(this.bucket).key(gone));

        ConsumerService service = startWithStore("sensor.roll.rows=20");
        awaitReason(service, "Object '" + gone + "' in bucket '" + this.bucket + "' is missing, but the ledger has ");
        service.post("/api/listeners/" + name() + "/stop", "");
        service.post("/api/listeners/" + name() + "/replay", "{\"topic\":\"" + name() + "\",\"from\":\"beginning\"}");
        service.post("/api/listeners/" + name() + "/start", "");
        awaitRows(service, 0, numbers(0, 60));
        awaitOnlyCommitted(service);
    }

}

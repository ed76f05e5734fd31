package io.sensorstreams.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.BrokerProcess;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.harness.Ports;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks the reports of records and files that are lost, skipped or rejected, with the
 * packaged services. Each test uses a separate topic. An incomplete output must never be
 * reported as clean.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LossE2E {

    private static final Duration SOON = Duration.ofMinutes(1);

    private static final int MEBIBYTE = 1024 * 1024;

    private String bootstrapServers;

    private BrokerProcess broker;

    private PackagedService producer;

    private PackagedService consumer;

    private Path output;

    private Path data;

    private KafkaProducer<byte[], byte[]> kafka;

    private Admin admin;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        int port = Ports.free(2);
        this.bootstrapServers = "127.0.0.1:" + port;
        this.broker = new BrokerProcess(1, 1, port, directory);
        this.broker.awaitReady();
        this.output = directory.resolve("output");
        this.data = Files.createDirectories(directory.resolve("data"));
        this.producer = PackagedService.launchJar("producer-service", directory.resolve("producer.log"),
                Map.of("KAFKA_BOOTSTRAP_SERVERS", this.bootstrapServers, "SENSOR_INSTANCE", "producer-0",
                        "SENSOR_DATA_DIR", this.data.toString()));
        this.consumer = PackagedService.launchJar("consumer-service", directory.resolve("consumer.log"),
                Map.of("KAFKA_BOOTSTRAP_SERVERS", this.bootstrapServers, "SENSOR_INSTANCE", "consumer-0",
                        "SENSOR_OUTPUT_DIR", this.output.toString(), "SENSOR_TOPICS", "LARGE,SKIP,BEFORE,DURING,DIR",
                        "SENSOR_PARTITIONS", "1", "SENSOR_FLUSH_INTERVAL", "200ms"));
        Properties settings = new Properties();
        settings.putAll(Map.of("bootstrap.servers", this.bootstrapServers, "max.request.size", 2 * MEBIBYTE));
        this.kafka = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.admin = Admin.create(settings);
        this.producer.awaitReady();
        this.consumer.awaitReady();
    }

    @AfterAll
    void close() {
        this.kafka.close();
        this.admin.close();
        this.producer.close();
        this.consumer.close();
        this.broker.close();
    }

    @Test
    void noRecordBlocksAPartitionByItsSize() throws Exception {
        send("LARGE", 0, 10);
        byte[] large = new byte[MEBIBYTE - 2_000];
        byte[] half = new byte[large.length / 2];
        sendRaw("LARGE", large, null);
        sendRaw("LARGE", half, half);
        sendRaw("LARGE", null, large);
        Files.writeString(this.data.resolve("large.csv"), "n,s\n10,a\n11," + "x".repeat(2 * MEBIBYTE) + "\n12,a\n",
                StandardCharsets.UTF_8);
        this.producer.api().post("/api/streams", """
                {"name":"large","topic":"LARGE","autoStart":true,"source":{"type":"csv","file":"large.csv"}}""", 201);
        awaitRows("LARGE", 12);

        assertThat(this.producer.api().get("/api/streams/large").path("rowsRejected").asLong()).isEqualTo(1);
        List<ConsumerRecord<byte[], byte[]>> letters = deadLetters("LARGE", 4);
        assertThat(letters).extracting((letter) -> text(letter, "error.key.length"))
            .filteredOn((length) -> !length.isEmpty())
            .containsExactlyInAnyOrder(String.valueOf(large.length), String.valueOf(half.length));
        assertThat(letters).extracting((letter) -> text(letter, "error.length"))
            .filteredOn((length) -> !length.isEmpty())
            .containsExactlyInAnyOrder(String.valueOf(half.length), String.valueOf(large.length));
        assertThat(report("LARGE", "CLEAN").path("deadLettered").asLong()).isEqualTo(3);
    }

    @Test
    void skippedOffsetsAreKeptWithTheirReason() throws Exception {
        send("SKIP", 0, 10);
        awaitRows("SKIP", 10);
        post("SKIP", "skip", "{\"topic\":\"SKIP\",\"partition\":0,\"to\":12,\"reason\":\"x\"}", 409);
        post("SKIP", "stop", "", 200);
        send("SKIP", 10, 20);
        post("SKIP", "skip", "{\"topic\":\"SKIP\",\"partition\":0,\"to\":21,\"reason\":\"x\"}", 400);
        post("SKIP", "skip", "{\"topic\":\"SKIP\",\"partition\":0,\"to\":15,\"reason\":\"broken station\"}", 200);
        post("SKIP", "start", "", 200);
        awaitRows("SKIP", 15);

        JsonNode report = report("SKIP", "ADMITTED");
        assertThat(report.path("skipped").asLong()).isEqualTo(5);
        assertThat(report.path("missing").asLong()).isZero();
        assertThat(report.path("gaps").path(0).path("reason").asString()).isEqualTo("broken station");
    }

    @Test
    void recordsDeletedWhileTheGroupIsStoppedAreAdmitted() throws Exception {
        send("BEFORE", 0, 10);
        awaitRows("BEFORE", 10);
        post("BEFORE", "stop", "", 200);
        send("BEFORE", 10, 30);
        deleteRecords("BEFORE", 25);
        post("BEFORE", "start", "", 200);
        awaitRows("BEFORE", 15);

        assertLost("BEFORE", 15);
    }

    @Test
    void recordsDeletedBeforeARunningGroupReadsThemAreAdmitted() throws Exception {
        send("DURING", 0, 10);
        awaitRows("DURING", 10);
        post("DURING", "pause", "", 200);
        Awaitility.await().atMost(SOON).until(() -> partition("DURING").path("state").asString().equals("PAUSED"));
        awaitNoFetch("DURING");
        send("DURING", 10, 30);
        deleteRecords("DURING", 25);
        post("DURING", "resume", "", 200);
        awaitRows("DURING", 15);

        assertLost("DURING", 15);
    }

    /**
     * Waits until the last fetch before a pause has ended, because it would still return
     * records. Fetches without records follow each other every half second.
     */
    private void awaitNoFetch(String group) {
        AtomicReference<Double> before = new AtomicReference<>(-1.0);
        Awaitility.await("no fetch of " + group).during(Duration.ofSeconds(1)).atMost(SOON).until(() -> {
            double fetches = metric("kafka.consumer.fetch.manager.fetch.total", "client.id:consumer-0-" + group + "-0");
            assertThat(fetches).isPositive();
            return before.getAndSet(fetches) == fetches;
        });
    }

    private void assertLost(String topic, long rows) {
        assertThat(partition(topic).path("reason").asString()).startsWith("Kafka removed offsets 10 to 24 before");
        assertThat(metric("sensor.rows.lost", "topic:" + topic)).isEqualTo(rows);
        assertThat(metric("sensor.rows.lost.unacknowledged", "topic:" + topic)).isEqualTo(rows);
        JsonNode report = report(topic, "NOT_CLEAN");
        assertThat(report.path("lost").asLong()).isEqualTo(rows);
        assertThat(report.path("problems").path(0).asString()).startsWith("Kafka removed offsets 10 to 24");
    }

    @Test
    void aDirectoryRemovedWhileTheConsumerRunsIsMissed() throws Exception {
        send("DIR", 0, 10);
        awaitRows("DIR", 10);
        FileSystemUtils.deleteRecursively(this.output.resolve("DIR/DIR/partition=0"));
        Awaitility.await().atMost(SOON).until(() -> partition("DIR").path("state").asString().equals("PAUSED"));
        send("DIR", 10, 20);
        Awaitility.await()
            .atMost(SOON)
            .untilAsserted(() -> assertThat(partition("DIR").path("reason").asString())
                .contains("is missing 1 files with 10 rows that this instance 'consumer-0' wrote"));
        assertThat(metric("sensor.rows.missing", "topic:DIR")).isEqualTo(10);
        JsonNode report = report("DIR", "NOT_CLEAN");
        assertThat(report.path("missing").asLong()).isEqualTo(10);
        assertThat(report.path("elsewhere").size()).isZero();

        post("DIR", "stop", "", 200);
        post("DIR", "replay", "{\"topic\":\"DIR\",\"from\":\"beginning\"}", 202);
        post("DIR", "start", "", 200);
        awaitRows("DIR", 20);
        assertThat(audit("DIR").path("verdict").asString()).isEqualTo("CLEAN");
    }

    /** Returns the report of the only partition of the topic. */
    private JsonNode report(String topic, String verdict) {
        JsonNode audit = audit(topic);
        assertThat(audit.path("verdict").asString()).as(audit.toString()).isEqualTo(verdict);
        return audit.path("topics").path(0);
    }

    private JsonNode audit(String group) {
        Api api = this.consumer.api();
        String id = api.post("/api/audits", "{\"groups\":[\"" + group + "\"]}", 202).path("id").asString();
        return Awaitility.await("the audit ends")
            .atMost(SOON)
            .until(() -> api.get("/api/audits/" + id), (audit) -> !audit.path("state").asString().equals("RUNNING"));
    }

    private void send(String topic, int from, int to) throws ExecutionException, InterruptedException {
        for (int n : IntStream.range(from, to).toArray()) {
            sendRaw(topic, null, ("{\"n\":" + n + ",\"s\":\"a\"}").getBytes(StandardCharsets.UTF_8));
        }
    }

    private void sendRaw(String topic, byte[] key, byte[] value) throws ExecutionException, InterruptedException {
        this.kafka.send(new ProducerRecord<>(topic, 0, key, value)).get();
    }

    private void deleteRecords(String topic, long before) throws ExecutionException, InterruptedException {
        this.admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(before)))
            .all()
            .get();
    }

    private void post(String group, String what, String body, int status) {
        this.consumer.api().post("/api/listeners/" + group + "/" + what, body, status);
    }

    private JsonNode partition(String topic) {
        return this.consumer.api()
            .get("/api/partitions")
            .valueStream()
            .filter((partition) -> partition.path("topic").asString().equals(topic))
            .findFirst()
            .orElseThrow();
    }

    private void awaitRows(String topic, long rows) {
        Awaitility.await(rows + " rows of " + topic + " are in files").atMost(SOON).untilAsserted(() -> {
            assertThat(partition(topic).path("rows").asLong()).isEqualTo(rows);
            assertThat(partition(topic).path("lag").asLong(-1)).isZero();
        });
    }

    private double metric(String name, String tag) {
        return this.consumer.api()
            .get("/actuator/metrics/" + name + "?tag=" + tag)
            .path("measurements")
            .path(0)
            .path("value")
            .asDouble();
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters(String topic, int count) {
        Properties settings = new Properties();
        settings.putAll(Map.of("bootstrap.servers", this.bootstrapServers, "isolation.level", "read_committed"));
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic + "-dlt")
                .stream()
                .map((partition) -> new TopicPartition(topic + "-dlt", partition.partition()))
                .toList();
            consumer.assign(partitions);
            List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
            consumer.seekToBeginning(partitions);
            Awaitility.await(count + " dead letters").atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
                return letters.size() >= count;
            });
            return letters;
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> letter, String name) {
        return Stream.ofNullable(letter.headers().lastHeader(name))
            .map(Header::value)
            .map((value) -> new String(value, StandardCharsets.UTF_8))
            .findFirst()
            .orElse("");
    }

}

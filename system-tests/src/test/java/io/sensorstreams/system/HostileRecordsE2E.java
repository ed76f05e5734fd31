package io.sensorstreams.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.BrokerProcess;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.harness.Ports;
import io.sensorstreams.harness.SensorSystem;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends thousands of records that the services never write to topics of rows and to
 * internal topics, while a stream sends valid rows. The seed is {@code -Dhostile.seed}.
 */
@Tag("long")
class HostileRecordsE2E {

    private static final long SEED = Long.getLong("hostile.seed", 13);

    private static final int ROWS = 7_000;

    /** Number of records for each internal topic. */
    private static final int INTERNAL = 1_100;

    private static final int PARTITIONS = 4;

    private static final Duration SOON = Duration.ofMinutes(2);

    private static final String TOPIC = "MIXED";

    @TempDir
    Path directory;

    private final HostileRecords hostile = new HostileRecords(SEED);

    private String bootstrapServers;

    @Test
    void goodRowsAreInTheFilesOnceAndNothingElseIsHarmed(TestInfo test) throws Exception {
        System.out.println(test.getDisplayName() + ": hostile.seed=" + SEED);
        int port = Ports.free(2);
        this.bootstrapServers = "127.0.0.1:" + port;
        Path canary = Files.writeString(this.directory.resolve("canary"), "0123456789\n".repeat(100));
        try (BrokerProcess broker = new BrokerProcess(1, 1, port, this.directory)) {
            broker.awaitReady();
            try (SensorSystem system = new SensorSystem(this.bootstrapServers, this.directory, List.of(TOPIC),
                    PackagedService::launchJar)) {
                run(system);
            }
        }
        assertThat(canary).hasContent("0123456789\n".repeat(100));
        assertThat(list(this.directory.resolve("output"))).map((path) -> path.getFileName().toString())
            .filteredOn((name) -> !name.startsWith("."))
            .containsExactly(TOPIC);
    }

    private void run(SensorSystem system) throws Exception {
        ExactlyOnceOutput good = new ExactlyOnceOutput(Readings.write(system.data(), "GOOD.csv", 30_000, SEED));
        system.createStream("good", TOPIC, "GOOD.csv",
                ",\"pace\":{\"type\":\"rate\",\"perSecond\":800},\"partitioning\":\"row\"");
        system.startStream("good");
        system.awaitMoreRowsInFiles(TOPIC, 500);

        send();
        system.awaitMoreRowsInFiles(TOPIC, 500);
        system.kill();
        system.restart();
        system.awaitCompleted("good", SOON);

        Awaitility.await("each record is written or dead-lettered")
            .atMost(SOON)
            .untilAsserted(() -> assertThat(system.rowsInFiles(TOPIC) + count(TOPIC + "-dlt")).isEqualTo(count(TOPIC)));
        assertThat(good.violations(goodFiles(system))).isEmpty();
        assertUnharmed(system);
    }

    /** Sends the records. The broker may reject some of them. */
    private void send() throws Exception {
        List<Future<?>> sent = new ArrayList<>();
        // The broker rejects a batch for one invalid record in it: each record gets a
        // batch.
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", this.bootstrapServers, "batch.size", 0), new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < ROWS; i++) {
                sent.add(producer.send(this.hostile.row(TOPIC, PARTITIONS)));
            }
            for (int i = 0; i < INTERNAL; i++) {
                for (ProducerRecord<byte[], byte[]> record : List.of(
                        this.hostile.ledger("sensor-ledger", PARTITIONS, TOPIC),
                        this.hostile.definition("sensor-streams", 8), this.hostile.position("sensor-positions", 8))) {
                    sent.add(producer.send(record));
                }
            }
        }
        assertThat(sent).hasSizeGreaterThanOrEqualTo(10_000);
        // The broker rejects a whole batch for one invalid record in it.
        assertThat(sent.stream().filter(HostileRecordsE2E::isTaken).count()).isGreaterThan(9_000);
    }

    private static boolean isTaken(Future<?> sent) {
        try {
            return sent.get() != null;
        }
        catch (ExecutionException e) {
            return false;
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void assertUnharmed(SensorSystem system) {
        for (Api api : List.of(system.producer().api(), system.consumer().api())) {
            assertThat(api.get("/actuator/health/liveness").path("status").asString()).isEqualTo("UP");
            assertThat(api.get("/actuator/health/readiness").path("status").asString()).isEqualTo("UP");
            assertThat(api.get("/actuator/metrics/sensor.records.refused")
                .path("measurements")
                .path(0)
                .path("value")
                .asDouble()).isGreaterThan(100);
        }
        assertThat(system.consumer().api().get("/api/partitions").valueStream().toList()).allSatisfy(
                (partition) -> assertThat(partition.path("state").asString()).as("%s", partition).isEqualTo("RUNNING"));
        assertThat(system.consumer().api().get("/api/files").valueStream().toList())
            .allSatisfy((file) -> assertThat(file.path("file").asString()).matches("MIXED-\\d-\\d{20}\\.csv"));
        assertThat(system.producer().api().get("/api/streams").valueStream().toList()).hasSize(1);
        system.producer().api().delete("/api/streams/hostile-7");
        assertThat(system.consumer().api().audit(SOON).path("topics").valueStream().toList())
            .allSatisfy((partition) -> {
                assertThat(partition.path("missing").asLong()).as("%s", partition).isZero();
                assertThat(partition.path("foreign").asLong()).as("%s", partition).isZero();
            });
    }

    private static List<List<List<String>>> goodFiles(SensorSystem system) throws IOException {
        List<List<List<String>>> partitions = new ArrayList<>();
        for (Path partition : list(system.files(TOPIC))) {
            List<List<String>> files = new ArrayList<>();
            for (Path file : list(partition)) {
                String text = file.toString().endsWith(".csv") ? Files.readString(file, StandardCharsets.ISO_8859_1)
                        : "";
                if (text.startsWith("Time,Station,Temperature,")) {
                    files.add(text.lines().toList());
                }
            }
            partitions.add(files);
        }
        return partitions;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    /** Returns the number of committed records of a topic. */
    private long count(String topic) {
        LongAdder count = new LongAdder();
        CommittedRecords.read(this.bootstrapServers, List.of(topic), (record) -> count.increment());
        return count.sum();
    }

}

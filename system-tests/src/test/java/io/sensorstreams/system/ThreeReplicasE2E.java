package io.sensorstreams.system;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.BrokerProcess;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.harness.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Three consumers with separate disks answer as one: for files, for audits and for
 * commands. One that is killed is named.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ThreeReplicasE2E {

    private static final Duration LONG = Duration.ofMinutes(2);

    private static final int REPLICAS = 3;

    private static final int ROWS = 6_000;

    private static final Map<String, String> VIEWER = Api.basicHeaders("viewer", "viewer-123456");

    private static final Map<String, String> OPERATOR = Api.basicHeaders("operator", "operator-1234");

    private final List<PackagedService> consumers = new ArrayList<>();

    private Path directory;

    private String servers;

    private BrokerProcess broker;

    private PackagedService producer;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        this.directory = temporary;
        Files.createDirectories(temporary.resolve("data"));
        Readings.write(temporary.resolve("data"), "AIR.csv", ROWS, 1);
        int port = Ports.free(2);
        this.servers = "127.0.0.1:" + port;
        this.broker = new BrokerProcess(1, 1, port, temporary);
        this.broker.awaitReady();
        this.producer = launch("producer-service", 0);
        for (int replica = 0; replica < REPLICAS; replica++) {
            this.consumers.add(launch("consumer-service", replica));
        }
        this.producer.awaitReady();
        this.consumers.forEach(PackagedService::awaitReady);
        await("each replica has two partitions and knows the others").atMost(LONG)
            .until(() -> this.consumers.stream().allMatch(ThreeReplicasE2E::isSettled));
        Api streams = new Api(this.producer.port(), OPERATOR);
        streams.post("/api/streams", """
                {"name":"air","topic":"AIR","source":{"type":"csv","file":"AIR.csv"},"partitioning":"row"}
                """, 201);
        streams.post("/api/streams/air/start", "", 200);
        await("each replica knows all rows").atMost(LONG)
            .until(() -> this.consumers.stream().allMatch((consumer) -> rows(consumer) == ROWS));
    }

    private PackagedService launch(String name, int replica) {
        Map<String, String> environment = new HashMap<>(Map.of("KAFKA_BOOTSTRAP_SERVERS", this.servers,
                "SENSOR_INSTANCE", name + "-" + replica, "SENSOR_DATA_DIR", this.directory.resolve("data").toString(),
                "SENSOR_OUTPUT_DIR", output(replica).toString(), "SENSOR_TOPICS", "AIR", "SENSOR_PARTITIONS", "6",
                "SENSOR_SECURITY_ENABLED", "true", "SENSOR_OPERATOR_PASSWORD", "operator-1234",
                "SENSOR_VIEWER_PASSWORD", "viewer-123456"));
        return PackagedService.launch(name, List.of(), this.directory.resolve(name + "-" + replica + ".log"),
                environment);
    }

    private Path output(int replica) {
        return this.directory.resolve("output-" + replica);
    }

    @AfterAll
    void stop() {
        this.consumers.forEach(PackagedService::close);
        this.producer.close();
        this.broker.close();
    }

    @Test
    @Order(1)
    void anyReplicaServesAnyFile() throws Exception {
        List<JsonNode> files = files(this.consumers.get(0));
        assertThat(files).extracting((file) -> file.path("owner").asString())
            .contains("consumer-service-0", "consumer-service-1", "consumer-service-2");
        for (PackagedService consumer : this.consumers) {
            for (JsonNode file : files) {
                byte[] bytes = bytes(file);
                assertThat(download(consumer, VIEWER, file).body()).isEqualTo(bytes);
                Map<String, String> range = new HashMap<>(VIEWER);
                range.put("Range", "bytes=-100");
                HttpResponse<byte[]> part = download(consumer, range, file);
                assertThat(part.statusCode()).isEqualTo(206);
                assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, bytes.length - 100, bytes.length));
            }
        }
    }

    @Test
    @Order(2)
    void anyAuditIsTheWholeAudit() {
        for (PackagedService consumer : this.consumers) {
            JsonNode audit = audit(consumer);
            assertThat(audit.path("verdict").asString()).as("%s", audit).isEqualTo("CLEAN");
            assertThat(sum(audit, "inFiles")).isEqualTo(ROWS);
            assertThat(audit.path("replicas").size()).isEqualTo(REPLICAS - 1);
        }
        new Api(this.consumers.get(0).port(), VIEWER).post("/api/audits", "", 403);
    }

    @Test
    @Order(3)
    void aReplicaThatIsKilledIsNamedAndItsFilesComeBackWithIt() throws Exception {
        PackagedService first = this.consumers.get(0);
        PackagedService killed = this.consumers.get(2);
        JsonNode lost = files(first).stream()
            .filter((file) -> file.path("owner").asString().equals("consumer-service-2"))
            .findFirst()
            .orElseThrow();
        killed.kill();

        HttpResponse<byte[]> refused = download(first, VIEWER, lost);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains(
                "'consumer-service-2' at http://127.0.0.1:" + killed.port() + " (the connection was refused)",
                "its files come back with it");
        JsonNode audit = audit(first);
        assertThat(audit.path("verdict").asString()).as("%s", audit).isEqualTo("INCOMPLETE");
        assertThat(sum(audit, "inFiles") + sum(audit, "unreachable")).isEqualTo(ROWS);
        assertThat(audit.path("replicas").valueStream())
            .extracting((part) -> part.path("instance").asString() + " " + part.path("state").asString())
            .containsExactlyInAnyOrder("consumer-service-1 COMPLETED", "consumer-service-2 UNANSWERED");
        Api operator = new Api(first.port(), OPERATOR);
        JsonNode failed = operator.post("/api/listeners/AIR/pause", "", 503);
        assertThat(failed.path("detail").asString()).contains("'consumer-service-1' (PAUSED)",
                "but not by all replicas: 'consumer-service-2'");

        killed.restart();
        JsonNode resumed = operator.post("/api/listeners/AIR/resume", "", 200);
        assertThat(resumed.path("replicas").size()).as("%s", resumed).isEqualTo(REPLICAS);
        await("the replica knows its files again").atMost(LONG).until(() -> rows(killed) == ROWS);
        assertThat(download(first, VIEWER, lost).body()).isEqualTo(bytes(lost));
        JsonNode again = audit(first);
        assertThat(again.path("verdict").asString()).as("%s", again).isEqualTo("CLEAN");
        assertThat(sum(again, "inFiles")).isEqualTo(ROWS);
    }

    private static boolean isSettled(PackagedService consumer) {
        Api api = new Api(consumer.port(), VIEWER);
        long running = api.get("/api/partitions")
            .valueStream()
            .filter((partition) -> partition.path("state").asString().equals("RUNNING"))
            .count();
        return running == 2 && api.get("/api/replicas").size() == REPLICAS;
    }

    private static List<JsonNode> files(PackagedService consumer) {
        return new Api(consumer.port(), VIEWER).get("/api/files").valueStream().toList();
    }

    private static long rows(PackagedService consumer) {
        return files(consumer).stream().mapToLong((file) -> file.path("rows").asLong()).sum();
    }

    private static JsonNode audit(PackagedService consumer) {
        return new Api(consumer.port(), OPERATOR).audit(LONG);
    }

    private static long sum(JsonNode audit, String count) {
        return audit.path("topics").valueStream().mapToLong((report) -> report.path(count).asLong()).sum();
    }

    private static HttpResponse<byte[]> download(PackagedService consumer, Map<String, String> headers, JsonNode file)
            throws Exception {
        String path = "/api/files/AIR/AIR/" + file.path("partition").asInt() + "/" + file.path("file").asString();
        return new Api(consumer.port(), headers)
            .exchange("GET", path, BodyPublishers.noBody(), BodyHandlers.ofByteArray())
            .get();
    }

    private byte[] bytes(JsonNode file) throws IOException {
        String owner = file.path("owner").asString();
        Path path = output(Integer.parseInt(owner.substring(owner.length() - 1))).resolve("AIR/AIR")
            .resolve("partition=" + file.path("partition").asInt())
            .resolve(file.path("file").asString());
        return Arrays.copyOf(Files.readAllBytes(path), file.path("bytes").asInt());
    }

}

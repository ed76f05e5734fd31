package io.sensorstreams.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Checks what the services do and report when a host name cannot be resolved, a broker or
 * a replica freezes, or a thread hangs.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class LivenessE2E {

    private static final String BROKER = "kafka.test";

    private static final Duration LONG = Duration.ofMinutes(2);

    /** Longer than any thread may take for one round of its loop. */
    private static final Duration FROZEN = Duration.ofSeconds(25);

    /**
     * Upper limit of a stop, with extra time to start a process and to read its output.
     */
    private static final Duration END = Duration.ofSeconds(10 + 10);

    private static final Map<String, String> SETTINGS = Map.of("SPRING_KAFKA_PROPERTIES_REQUEST_TIMEOUT_MS", "2000",
            "SPRING_KAFKA_PROPERTIES_DEFAULT_API_TIMEOUT_MS", "4000",
            "SPRING_KAFKA_PRODUCER_PROPERTIES_DELIVERY_TIMEOUT_MS", "4000",
            "SPRING_KAFKA_PRODUCER_PROPERTIES_MAX_BLOCK_MS", "4000",
            "SPRING_KAFKA_CONSUMER_PROPERTIES_MAX_POLL_INTERVAL_MS", "20000", "SENSOR_HEALTH_LOOP_TIMEOUT", "22s",
            "SENSOR_SHUTDOWN_TIMEOUT", "10s");

    private Path directory;

    private Path hosts;

    private String servers;

    private BrokerProcess broker;

    private PackagedService producer;

    private PackagedService first;

    private PackagedService second;

    private PackagedService third;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        this.directory = temporary;
        this.hosts = temporary.resolve("hosts");
        Files.createDirectories(temporary.resolve("data"));
        Readings.write(temporary.resolve("data"), "AIR.csv", 100_000, 1);
        forgetName();
        int port = Ports.free(2);
        this.servers = BROKER + ":" + port;
        this.broker = new BrokerProcess(1, 1, port, temporary);
        this.producer = launch("producer-service", 0, "AIR");
        this.first = launch("consumer-service", 0, "AIR");
        this.second = launch("consumer-service", 1, "AIR");
        this.broker.awaitReady();
    }

    private PackagedService launch(String name, int replica, String topics) {
        Map<String, String> environment = new HashMap<>(SETTINGS);
        environment.put("SENSOR_TOPICS", topics);
        environment.putAll(Map.of("KAFKA_BOOTSTRAP_SERVERS", this.servers, "SENSOR_INSTANCE", name + "-" + replica,
                "SENSOR_DATA_DIR", this.directory.resolve("data").toString(), "SENSOR_OUTPUT_DIR",
                output(replica).toString(), "JAVA_TOOL_OPTIONS",
                "-Djdk.net.hosts.file=" + this.hosts + " -Dsun.net.inetaddr.ttl=0 -Dsun.net.inetaddr.negative.ttl=0"));
        return PackagedService.launch(name, List.of(), this.directory.resolve(name + "-" + replica + ".log"),
                environment);
    }

    private Path output(int replica) {
        return this.directory.resolve("output-" + replica);
    }

    private void knowName() throws IOException {
        Files.writeString(this.hosts, "127.0.0.1 localhost\n127.0.0.1 " + BROKER + "\n");
    }

    private void forgetName() throws IOException {
        Files.writeString(this.hosts, "127.0.0.1 localhost\n");
    }

    @AfterAll
    void stop() {
        services().forEach(PackagedService::close);
        if (this.third != null) {
            this.third.close();
        }
        this.broker.close();
    }

    private Stream<PackagedService> services() {
        return Stream.of(this.producer, this.first, this.second);
    }

    @Test
    @Order(1)
    void retriesAFailedStartUntilTheBrokerNameIsKnown() throws IOException {
        services().forEach((service) -> await().atMost(LONG)
            .ignoreExceptions()
            .until(() -> service.api().liveness().contains("UP")));
        services().forEach((service) -> assertThat(service.api().isReady()).isFalse());
        knowName();
        services().forEach(PackagedService::awaitReady);

        this.first.api().post("/api/listeners/AIR/stop", "", 200);
        forgetName();
        JsonNode failed = this.first.api().post("/api/listeners/AIR/start", "", 200);
        assertThat(failed.path("state").asString()).isEqualTo("WAITING");
        assertThat(failed.path("reason").asString()).contains("will be tried again", "No resolvable bootstrap urls");
        assertThat(failed.path("threads").asInt()).isZero();
        assertThat(this.first.api().readiness()).contains("\"DOWN\"", "No resolvable bootstrap urls");
        assertThat(this.first.api().liveness()).contains("UP");

        knowName();
        this.first.awaitReady();
        JsonNode running = this.first.api().get("/api/listeners").get(0);
        assertThat(running.path("state").asString()).isEqualTo("RUNNING");
        assertThat(running.path("reason").isNull()).isTrue();
        this.producer.api().post("/api/streams", """
                {"name":"air","topic":"AIR","source":{"type":"csv","file":"AIR.csv"},"partitioning":"row",
                 "pace":{"type":"rate","perSecond":50}}
                """, 201);
        this.producer.api().post("/api/streams/air/start", "", 200);
        awaitShared();
    }

    @Test
    @Order(2)
    void aBrokerThatIsFrozenLeavesTheServicesAlive() {
        long written = rows();
        this.broker.process().freeze();
        long thaw = System.nanoTime() + FROZEN.toNanos();
        await().atMost(FROZEN).until(() -> !partitions(this.first, "UNKNOWN").isEmpty());
        await().atMost(FROZEN.plus(LONG)).pollInterval(Duration.ofSeconds(1)).until(() -> {
            services()
                .forEach((service) -> assertThat(service.api().liveness()).contains("\"UP\"").doesNotContain("DOWN"));
            return System.nanoTime() - thaw > 0;
        });
        this.broker.process().thaw();

        await().atMost(LONG).until(() -> rows() > written + 100);
        awaitShared();
    }

    @Test
    @Order(3)
    void doesNotShowPartitionsOfTheOtherReplicaAfterAFreeze() {
        this.second.process().freeze();
        await().atMost(LONG).until(() -> partitions(this.first, "RUNNING").size() == 4);
        this.second.process().thaw();

        await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> {
            Set<Integer> before = partitions(this.first, "RUNNING");
            Set<Integer> both = partitions(this.second, "RUNNING");
            both.retainAll(before);
            both.retainAll(partitions(this.first, "RUNNING"));
            assertThat(both).as("partitions that both replicas report as RUNNING").isEmpty();
            return isShared();
        });
    }

    @Test
    @Order(4)
    void aThreadThatHangsIsNamedAndEveryServiceEndsInTime() throws Exception {
        this.second.stop();
        Path directory = Files.createDirectories(output(2).resolve("STUCK/STUCK/partition=0"));
        // A process that opens a pipe for writing waits for a reader. This pipe has no
        // reader.
        String pipe = directory.resolve(".disk.new").toString();
        assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
        this.third = launch("consumer-service", 2, "STUCK");
        this.third.awaitReady();

        await().atMost(LONG).until(() -> this.third.api().liveness().contains("\"DOWN\""));
        assertThat(this.third.api().liveness()).contains("STUCK-", "has not completed an iteration for",
                "expected at least every 20 s");
        assertThat(this.third.process().logged()).contains("A thread is blocked, so liveness is DOWN");

        this.third.api().post("/api/audits", "", 202);
        this.broker.process().freeze();
        assertThat(this.third.stop()).isLessThan(END);
        assertThat(this.third.process().exitCode()).isEqualTo(1);
        assertThat(this.third.process().logged()).contains("The service did not stop in time");
        try (Socket upload = hangingUpload(this.producer)) {
            // The service neither answers nor closes the connection: the upload hangs.
            upload.setSoTimeout(500);
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> upload.getInputStream().read());
            assertThat(this.producer.stop()).isLessThan(END);
        }
        this.broker.process().thaw();
    }

    /** Sends only the beginning of an upload. */
    private static Socket hangingUpload(PackagedService service) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.api().port());
        socket.getOutputStream()
            .write("PUT /api/files/HANG.csv HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n\r\nTime,Station\n"
                .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private void awaitShared() {
        await().atMost(LONG).until(this::isShared);
    }

    /**
     * Returns whether each consumer owns some of the four partitions and no partition has
     * two owners.
     */
    private boolean isShared() {
        Set<Integer> one = partitions(this.first, "RUNNING");
        Set<Integer> other = partitions(this.second, "RUNNING");
        return !one.isEmpty() && !other.isEmpty() && one.size() + other.size() == 4;
    }

    private static Set<Integer> partitions(PackagedService consumer, String state) {
        return consumer.api()
            .get("/api/partitions")
            .valueStream()
            .filter((partition) -> partition.path("state").asString().equals(state))
            .map((partition) -> partition.path("partition").asInt())
            .collect(Collectors.toSet());
    }

    private long rows() {
        return this.first.api().get("/api/files").valueStream().mapToLong((file) -> file.path("rows").asLong()).sum();
    }

}

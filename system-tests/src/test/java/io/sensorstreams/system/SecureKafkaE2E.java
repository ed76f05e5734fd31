package io.sensorstreams.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.Java;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.harness.SensorSystem;
import io.sensorstreams.harness.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs both packaged services on brokers with TLS, users and ACLs, with exactly the
 * rights of {@code secure/acls.txt}.
 */
@Tag("nightly")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecureKafkaE2E {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final String TOPICS = "AIR,EARTH,WATER";

    private static final String PRODUCER = "producer-service";

    private static final String CONSUMER = "consumer-service";

    private final Map<String, String> passwords = new HashMap<>(
            Map.of(PRODUCER, "producer-secret-1", CONSUMER, "consumer-secret-1", "kafka-ui", "kafka-ui-secret-1"));

    private Path directory;

    private SecureCluster kafka;

    private SensorSystem system;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException, InterruptedException {
        OpenSsl.assume();
        this.directory = temporary;
        this.kafka = new SecureCluster(temporary);
        this.kafka.apply(SecureCluster.acls(), TOPICS, this.passwords);
        this.system = new SensorSystem(this.kafka.bootstrapServers(), temporary, List.of(TOPICS.split(",")),
                this::launch);
    }

    private PackagedService launch(String service, Path log, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(this.kafka.environment(service, this.passwords.get(service)));
        return PackagedService.launchJar(service, log, all);
    }

    @AfterAll
    void close() {
        if (this.system != null) {
            this.system.close();
        }
        if (this.kafka != null) {
            this.kafka.close();
        }
    }

    @Test
    @Order(1)
    void everyRowIsInTheFilesOnceAndNothingIsDenied() throws IOException {
        ExactlyOnceOutput output = new ExactlyOnceOutput(Readings.write(this.system.data(), "AIR.csv", 20_000, 1));
        this.system.createStream("air", "AIR", "AIR.csv", ",\"partitioning\":\"row\"");
        this.system.startStream("air");
        this.system.awaitCompleted("air", LIMIT);
        this.system.awaitRowsInFiles("AIR", output.rows(), LIMIT);
        assertThat(output.violations(this.system.files("AIR"))).isEmpty();
        assertThat(this.system.consumer().api().audit(LIMIT).path("verdict").asString()).isEqualTo("CLEAN");
        // A copy that is sent at least once has other rights: those of a producer without
        // transactions.
        Files.copy(this.system.data().resolve("AIR.csv"), this.system.data().resolve("COPY.csv"));
        this.system.createStream("copy", "WATER", "COPY.csv", ",\"delivery\":\"at-least-once\"");
        this.system.startStream("copy");
        this.system.awaitCompleted("copy", LIMIT);
        this.system.awaitRowsInFiles("WATER", output.rows(), LIMIT);
        Waiting.until("topic AIR has a known sink", LIMIT, Duration.ofSeconds(1),
                () -> this.system.stream("air").path("unsunk").isBoolean());
        assertThat(this.system.stream("air").path("unsunk").asBoolean()).isFalse();
        assertThat(health(this.system.producer()).path("status").asString()).isEqualTo("UP");
        assertThat(health(this.system.consumer()).path("status").asString()).isEqualTo("UP");
        assertThat(this.kafka.denials()).isEmpty();
    }

    /** After the services have created their topics. */
    @Test
    @Order(2)
    void noUserMayDoMoreThanItNeeds() throws IOException {
        SecureDenials producer = new SecureDenials(client(PRODUCER));
        SecureDenials consumer = new SecureDenials(client(CONSUMER));
        SecureDenials page = new SecureDenials(client("kafka-ui"));
        Map<String, SecureDenials.Attempt> byProducer = new LinkedHashMap<>(producer.administration());
        List.of("AIR", "AIR-dlt", "sensor-streams", "sensor-ledger")
            .forEach((topic) -> byProducer.putAll(producer.alterations(topic)));
        byProducer.put("write the ledger", producer.write("sensor-ledger"));
        byProducer.put("read the ledger", producer.read("sensor-ledger"));
        byProducer.put("read as group AIR", producer.join("AIR", "AIR"));
        byProducer.put("commit offsets of group AIR", producer.commit("AIR", "AIR"));
        byProducer.put("fence a thread", producer.transaction("thread/consumer-0/AIR/0"));
        byProducer.put("fence a replay", producer.transaction("replay/AIR"));
        Map<String, SecureDenials.Attempt> byConsumer = new LinkedHashMap<>(consumer.administration());
        List.of("AIR", "AIR-dlt", "sensor-streams", "sensor-ledger")
            .forEach((topic) -> byConsumer.putAll(consumer.alterations(topic)));
        byConsumer.put("write AIR", consumer.write("AIR"));
        byConsumer.put("write definitions", consumer.write("sensor-streams"));
        byConsumer.put("read definitions", consumer.read("sensor-streams"));
        byConsumer.put("read as group sensor-streams", consumer.join("sensor-streams", "AIR"));
        byConsumer.put("fence a stream", consumer.transaction("sensor-streams-0"));
        Map<String, SecureDenials.Attempt> byPage = new LinkedHashMap<>(page.administration());
        byPage.putAll(page.alterations("AIR"));
        byPage.put("write AIR", page.write("AIR"));
        byPage.put("read as group AIR", page.join("AIR", "AIR"));
        assertThat(SecureDenials.notDenied(byProducer)).as("producer-service").isEmpty();
        assertThat(SecureDenials.notDenied(byConsumer)).as("consumer-service").isEmpty();
        assertThat(SecureDenials.notDenied(byPage)).as("kafka-ui").isEmpty();
        // Otherwise no denial of the services would have been found, either.
        assertThat(this.kafka.denials()).isNotEmpty();
        // The same clients are not denied what their users may do.
        assertThat(SecureDenials.notDenied(Map.of("write AIR", producer.write("AIR-dlt"), "read AIR",
                consumer.read("AIR"), "look at AIR", page.read("AIR"))))
            .hasSize(3)
            .allMatch((attempt) -> attempt.endsWith(": allowed"));
    }

    private Map<String, Object> client(String user) {
        return this.kafka.client(user, this.passwords.get(user));
    }

    /** Starts each service with settings that Kafka refuses, beside the running ones. */
    @Test
    @Order(3)
    void wrongPasswordsAndUntrustedCertificatesAreOneClearLine() throws IOException, InterruptedException {
        Path other = this.directory.resolve("other");
        this.kafka.run(List.of(Java.TOP.resolve("secure/certificates.sh").toString(), other.toString(), "other"),
                Map.of());
        for (String service : List.of(PRODUCER, CONSUMER)) {
            Map<String, String> wrong = this.kafka.environment(service, "another-secret");
            assertRefused(service, "password", wrong, "does not accept the user or its password");
            Map<String, String> untrusted = new HashMap<>(this.kafka.environment(service, this.passwords.get(service)));
            untrusted.put("SPRING_SSL_BUNDLE_PEM_KAFKA_TRUSTSTORE_CERTIFICATE",
                    "file:" + other.resolve("clients/ca.crt"));
            assertRefused(service, "certificate", untrusted,
                    "does not trust the authority of the broker's certificate");
        }
    }

    private void assertRefused(String service, String name, Map<String, String> settings, String reason)
            throws IOException {
        Path place = Files.createDirectories(this.directory.resolve(service + "-wrong-" + name));
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(Map.of("SENSOR_DATA_DIR", place.toString(), "SENSOR_OUTPUT_DIR",
                place.resolve("output").toString(), "SENSOR_INSTANCE", "wrong"));
        try (PackagedService refused = PackagedService.launchJar(service, place.resolve("service.log"), environment)) {
            awaitHealth(refused, "broker", reason);
            // Every loop of the service has tried several times.
            long started = System.nanoTime();
            Waiting.until("half a minute", LIMIT, Duration.ofSeconds(1),
                    () -> System.nanoTime() - started > Duration.ofSeconds(30).toNanos());
            assertThat(refused.api().isReady()).isFalse();
            String log = refused.process().logged();
            SecureLogs.assertNoStackTraces(log);
            assertThat(SecureLogs.warnings(log)).hasSize(1).allMatch((line) -> line.contains(reason));
        }
    }

    @Test
    @Order(5)
    void certificatesAndPasswordsAreRenewedWhileRowsFlow() throws IOException, InterruptedException {
        ExactlyOnceOutput output = new ExactlyOnceOutput(Readings.write(this.system.data(), "EARTH.csv", 60_000, 2));
        this.system.createStream("earth", "EARTH", "EARTH.csv",
                ",\"pace\":{\"type\":\"rate\",\"perSecond\":150},\"partitioning\":\"row\"");
        this.system.startStream("earth");
        this.system.awaitMoreRowsInFiles("EARTH", 300);

        List<String> before = ServedCertificates.serials(this.kafka);
        this.kafka.makeCertificates("--renew");
        this.kafka.reloadCertificates();
        Waiting.until("all brokers serve new certificates", LIMIT, Duration.ofSeconds(1),
                () -> ServedCertificates.serials(this.kafka).stream().noneMatch(before::contains));
        this.system.awaitMoreRowsInFiles("EARTH", 300);

        this.passwords.putAll(Map.of(PRODUCER, "producer-secret-2", CONSUMER, "consumer-secret-2"));
        this.kafka.apply(SecureCluster.acls(), TOPICS,
                Map.of(PRODUCER, "producer-secret-2", CONSUMER, "consumer-secret-2"));
        this.system.awaitMoreRowsInFiles("EARTH", 300);
        this.system.stop();
        this.system = new SensorSystem(this.kafka.bootstrapServers(), this.directory, List.of(TOPICS.split(",")),
                this::launch);
        this.system.awaitMoreRowsInFiles("EARTH", 300);

        // The rows would flow for minutes, so that those steps have time on a slow
        // machine.
        this.system.producer().api().patch("/api/streams/earth/pace", "{\"type\":\"unlimited\"}");
        this.system.awaitCompleted("earth", LIMIT);
        this.system.awaitRowsInFiles("EARTH", output.rows(), LIMIT);
        assertThat(output.violations(this.system.files("EARTH"))).isEmpty();
        assertThat(this.system.consumer().api().audit(LIMIT).path("verdict").asString()).isEqualTo("CLEAN");
    }

    @Test
    @Order(4)
    void missingRightsAreShownAndUsedAsSoonAsTheyAreGranted() throws IOException, InterruptedException {
        Path fewer = Files.writeString(this.directory.resolve("fewer.txt"),
                Files.readString(SecureCluster.acls())
                    .replaceAll("(?m)^(producer|consumer)-service +transactional-id.*$", "")
                    .replaceAll("(?m)^consumer-service +group.*$", ""));
        this.kafka.apply(fewer, TOPICS, Map.of());
        this.system.stop();
        this.system.producer().relaunch();
        this.system.consumer().relaunch();

        awaitHealth(this.system.producer(), "streams", "its transactional ids");
        awaitHealth(this.system.consumer(), "listeners", "group 'AIR'");
        JsonNode group = this.system.consumer().api().get("/api/listeners").get(0);
        assertThat(group.path("state").asString()).isEqualTo("WAITING");
        assertThat(group.path("reason").asString()).contains("group 'AIR'", "secure/apply.sh");
        assertThat(this.system.producer().api().post("/api/streams", stream("denied", "AIR"), 503).toString())
            .contains("transactional ids");

        this.kafka.apply(SecureCluster.acls(), TOPICS, Map.of());
        this.system.producer().awaitReady();
        this.system.consumer().awaitReady();
        this.system.producer()
            .api()
            .put("/api/streams/denied", stream("denied", "OTHER").getBytes(StandardCharsets.UTF_8), 201);
        this.system.startStream("denied");
        Waiting.until("the stream fails", LIMIT, Duration.ofSeconds(1),
                () -> this.system.stream("denied").path("state").asString().equals("FAILED"));
        assertThat(this.system.stream("denied").path("lastError").asString()).contains("topic 'OTHER'",
                "secure/apply.sh");
        SecureLogs.assertNoStackTraces(this.system.producer().process().logged());
        SecureLogs.assertNoStackTraces(this.system.consumer().process().logged());
    }

    private static String stream(String name, String topic) {
        return "{\"name\":\"%s\",\"topic\":\"%s\",\"source\":{\"type\":\"csv\",\"file\":\"AIR.csv\"}}".formatted(name,
                topic);
    }

    static void awaitHealth(PackagedService service, String component, String text) {
        Waiting.until("health component " + component + " has " + text, LIMIT, Duration.ofSeconds(1),
                () -> health(service).path("components").path(component).toString().contains(text));
    }

    /** A service that is starting does not answer yet; then the check is repeated. */
    static JsonNode health(PackagedService service) {
        try {
            return service.api().send("GET", "/actuator/health", Api.NO_BODY).join().problem();
        }
        catch (CompletionException e) {
            throw new AssertionError("The service does not answer", e);
        }
    }

}

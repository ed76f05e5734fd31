package io.sensorstreams.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.kafka.TestKafka;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two packaged producer-services share streams; each is frozen, killed or stopped in
 * turn, and the other one goes on.
 */
class ProducerReplicasE2E {

    private static final String TOPIC = "REPLICAS";

    private static final int STREAMS = 8;

    private static final int ROWS = 30_000;

    @TempDir
    Path directory;

    @Test
    void everyRowIsInKafkaOnceWhoeverRunsTheStreams() throws Exception {
        Files.createDirectories(data());
        Readings.write(data(), TOPIC + ".csv", ROWS, 3);
        try (PackagedService one = replica("one"); PackagedService two = replica("two")) {
            one.awaitReady();
            two.awaitReady();
            IntStream.range(0, STREAMS).forEach((i) -> stream(one, "replica-" + i));
            awaitOwners(one, Set.of("one", "two"));

            one.process().freeze();
            awaitOwners(two, Set.of("two"));
            awaitProgress(two);
            one.process().thaw();
            awaitOwners(two, Set.of("one", "two"));
            assertThat(one.process().logged()).contains("Fenced");

            two.kill();
            awaitOwners(one, Set.of("one"));
            awaitProgress(one);
            two.restart();
            awaitOwners(one, Set.of("one", "two"));

            one.stop();
            awaitOwners(two, Set.of("two"));
            streams(two).forEach((stream) -> two.api()
                .patch("/api/streams/" + stream.path("name").asString() + "/pace", "{\"type\":\"unlimited\"}"));
            Awaitility.await("all is sent")
                .atMost(Duration.ofMinutes(2))
                .until(() -> streams(two).allMatch((stream) -> stream.path("state").asString().equals("COMPLETED")));
            streams(two).forEach((stream) -> two.api().delete("/api/streams/" + stream.path("name").asString()));
        }

        List<String> sent = new RowsInKafka(TestKafka.bootstrapServers()).identities(TOPIC);
        assertThat(sent).hasSize(STREAMS * ROWS);
        assertThat(sent.stream().distinct()).hasSize(STREAMS * ROWS);
    }

    private Path data() {
        return this.directory.resolve("data");
    }

    private PackagedService replica(String name) {
        return PackagedService.launch("producer-service", List.of(), this.directory.resolve(name + ".log"),
                Map.of("KAFKA_BOOTSTRAP_SERVERS", TestKafka.bootstrapServers(), "SENSOR_INSTANCE", name,
                        "SENSOR_DATA_DIR", data().toString(), "JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1"));
    }

    private static void stream(PackagedService replica, String name) {
        replica.api().post("/api/streams", """
                {"name":"%s","topic":"%s","source":{"type":"csv","file":"%s.csv"},"autoStart":true,
                 "pace":{"type":"rate","perSecond":150}}""".formatted(name, TOPIC, TOPIC), 201);
    }

    private static Stream<JsonNode> streams(PackagedService asked) {
        return asked.api()
            .get("/api/streams")
            .valueStream()
            .filter((stream) -> stream.path("topic").asString().equals(TOPIC));
    }

    /** Waits until these replicas, no more and no fewer, run the streams. */
    private static void awaitOwners(PackagedService asked, Set<String> owners) {
        Awaitility.await("owned by " + owners)
            .atMost(Duration.ofMinutes(1))
            .untilAsserted(() -> assertThat(
                    streams(asked).map((stream) -> stream.path("owner").asString()).collect(Collectors.toSet()))
                .isEqualTo(owners));
    }

    private static void awaitProgress(PackagedService asked) {
        List<Long> before = acknowledged(asked);
        Awaitility.await("every stream goes on").atMost(Duration.ofMinutes(1)).until(() -> {
            List<Long> now = acknowledged(asked);
            return IntStream.range(0, STREAMS).allMatch((i) -> now.get(i) > before.get(i));
        });
    }

    private static List<Long> acknowledged(PackagedService asked) {
        return streams(asked).map((stream) -> stream.path("rowsAcked").asLong()).toList();
    }

}

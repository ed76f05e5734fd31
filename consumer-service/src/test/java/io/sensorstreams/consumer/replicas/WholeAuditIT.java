package io.sensorstreams.consumer.replicas;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.listen.ConsumerService;
import io.sensorstreams.consumer.listen.ServiceFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two replicas with separate disks; an audit of each covers both. */
@Timeout(180)
class WholeAuditIT {

    @TempDir
    Path root;

    private ReplicaSet replicas;

    private ConsumerService first;

    private ConsumerService second;

    @BeforeEach
    void createReplicas() throws Exception {
        this.replicas = new ReplicaSet(this.root);
    }

    @AfterEach
    void close() {
        this.replicas.close();
    }

    private void start(String... settings) {
        this.first = this.replicas.start("a", settings);
        this.second = this.replicas.start("b", settings);
        this.replicas.awaitShared();
        this.replicas.send(50);
        this.replicas.files();
    }

    @Test
    void isCleanFromEachReplica() {
        start();

        for (ConsumerService replica : List.of(this.first, this.second)) {
            JsonNode audit = audit(replica.http());
            assertThat(audit.path("verdict").asString()).as("%s", audit).isEqualTo("CLEAN");
            assertThat(sum(audit, "inKafka")).isEqualTo(ReplicaSet.PARTITIONS * 50);
            assertThat(sum(audit, "inFiles")).isEqualTo(ReplicaSet.PARTITIONS * 50);
            assertThat(sum(audit, "unreachable")).isZero();
            assertThat(audit.path("replicas").valueStream().filter(this::isOurs)).hasSize(1)
                .allSatisfy((part) -> assertThat(part.path("state").asString()).isEqualTo("COMPLETED"));
            assertThat(audit.has("judged")).isFalse();
        }
    }

    @Test
    void findsWhatIsWrongOnTheOtherDisk() throws Exception {
        start();
        LedgerEntry other = fileOf("b");
        Path path = path(other);
        List<String> lines = Files.readAllLines(path);
        lines.remove(3);
        Files.writeString(path, String.join("\n", lines) + "\n");
        Files.writeString(path.resolveSibling(other.file().replace("00.csv", "02.csv")), "n,s\n1,a\n");

        JsonNode audit = audit(this.first.http());

        assertThat(audit.path("verdict").asString()).as("%s", audit).isEqualTo("NOT_CLEAN");
        assertThat(sum(audit, "missing")).isEqualTo(1);
        assertThat(sum(audit, "foreign")).isEqualTo(1);
        assertThat(sum(audit, "inFiles")).isEqualTo(ReplicaSet.PARTITIONS * 50);
        assertThat(audit.path("topics").valueStream().flatMap((report) -> report.path("problems").valueStream()))
            .extracting(JsonNode::asString)
            .anySatisfy((problem) -> assertThat(problem).isEqualTo(
                    "On '" + this.replicas.instance("b") + "': " + other.file() + " lacks offset 2 before row 3"));
    }

    @Test
    void staysCleanWhileEachReplicaRemovesFiles() {
        String[] settings = { "sensor.roll.rows=20", "sensor.retention.bytes=100B" };
        this.first = this.replicas.start("a", settings);
        this.second = this.replicas.start("b", settings);
        this.replicas.awaitShared();
        for (int round = 0; round < 4; round++) {
            this.replicas.send(50);
            JsonNode audit = audit(this.first.http());
            assertThat(audit.path("verdict").asString()).as("%s", audit).isEqualTo("CLEAN");
            assertThat(sum(audit, "inFiles") + sum(audit, "removedInKafka")).as("%s", audit)
                .isEqualTo(sum(audit, "inKafka"));
        }

        for (ConsumerService replica : List.of(this.first, this.second)) {
            JsonNode audit = await().atMost(ServiceFixture.SOON.multipliedBy(2))
                .until(() -> audit(replica.http()),
                        (latest) -> latest.path("topics")
                            .valueStream()
                            .allMatch((report) -> report.path("removed").asInt() > 0));
            assertThat(audit.path("verdict").asString()).as("%s", audit).isEqualTo("CLEAN");
            assertThat(audit.path("topics").size()).isEqualTo(ReplicaSet.PARTITIONS);
            assertThat(sum(audit, "inKafka")).isEqualTo(ReplicaSet.PARTITIONS * 200);
            assertThat(sum(audit, "unreachable")).isZero();
        }
    }

    @Test
    void namesTheReplicaThatDoesNotRun() {
        start();
        this.replicas.stop(this.second, "b", this.first);

        JsonNode audit = audit(this.first.http());

        assertThat(audit.path("verdict").asString()).isEqualTo("INCOMPLETE");
        assertThat(sum(audit, "unreachable")).isEqualTo(2 * 50);
        assertThat(sum(audit, "inFiles")).isEqualTo(2 * 50);
        assertThat(audit.path("replicas").valueStream().filter(this::isOurs)).hasSize(1).allSatisfy((part) -> {
            assertThat(part.path("instance").asString()).isEqualTo(this.replicas.instance("b"));
            assertThat(part.path("state").asString()).isEqualTo("UNANSWERED");
            assertThat(part.path("reason").asString()).startsWith("it was stopped at ");
        });

        this.second = this.replicas.start("b");
        this.replicas.awaitShared();
        this.replicas.files();
        assertThat(audit(this.first.http()).path("verdict").asString()).isEqualTo("CLEAN");
    }

    @Test
    void asksWithTheRightsOfTheCaller() {
        start("sensor.security.enabled=true", "sensor.security.operator-password=operator-1234");
        String basic = "Basic "
                + Base64.getEncoder().encodeToString("operator:operator-1234".getBytes(StandardCharsets.UTF_8));

        JsonNode audit = audit(this.first.http().mutate().defaultHeader("Authorization", basic).build());

        assertThat(audit.path("verdict").asString()).as("%s", audit).isEqualTo("CLEAN");
    }

    @Test
    void auditsOnlyItsOwnDiskForAnotherReplica() {
        start();

        JsonNode part = audit(this.first.http().mutate().defaultHeader("X-Sensor-Replica", "b").build());

        assertThat(part.path("judged")
            .valueStream()
            .flatMap((files) -> files.path("files").valueStream())
            .map((file) -> file.path("file").asString()))
            .containsExactlyInAnyOrderElementsOf(filesOf("a").map(LedgerEntry::file).toList());
        assertThat(part.path("topics").size()).isEqualTo(2);
        JsonNode listed = this.first.http().get().uri("/api/audits").retrieve().body(JsonNode.class);
        assertThat(listed).isEmpty();
    }

    private boolean isOurs(JsonNode part) {
        return part.path("instance").asString().startsWith(this.replicas.topic());
    }

    private Stream<LedgerEntry> filesOf(String owner) {
        return this.replicas.files().stream().filter((file) -> file.owner().equals(this.replicas.instance(owner)));
    }

    private LedgerEntry fileOf(String owner) {
        return filesOf(owner).findFirst().orElseThrow();
    }

    private Path path(LedgerEntry file) {
        return this.replicas.disk("b")
            .resolve(file.group())
            .resolve(file.topic())
            .resolve("partition=" + file.partition())
            .resolve(file.file());
    }

    private static JsonNode audit(RestClient http) {
        String id = http.post().uri("/api/audits").retrieve().body(JsonNode.class).path("id").asString();
        return await().atMost(ServiceFixture.SOON.multipliedBy(2))
            .until(() -> http.get().uri("/api/audits/" + id).retrieve().body(JsonNode.class),
                    (audit) -> !audit.path("state").asString().equals("RUNNING"));
    }

    private static int sum(JsonNode audit, String count) {
        return audit.path("topics").valueStream().mapToInt((report) -> report.path(count).intValue()).sum();
    }

}

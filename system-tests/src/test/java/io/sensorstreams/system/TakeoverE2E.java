package io.sensorstreams.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.BrokerProcess;
import io.sensorstreams.harness.ChildProcess;
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
 * Injects faults into two producers, two consumers and three brokers under load, one
 * after the other. The last test checks every row. {@code -Dzombie.seconds=60} freezes
 * replicas for longer. {@code -Dstop.limit=5} fails the test when a replica takes longer
 * to stop.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class TakeoverE2E {

    private static final List<String> PACED = List.of("AIR", "EARTH", "WATER");

    /** Topic whose rows fill a disk. */
    private static final String WIDE = "WIDE";

    private static final List<String> TOPICS = List.of("AIR", "EARTH", "WATER", WIDE);

    /**
     * Rows of one kilobyte: the small disk has room for all of them and all other rows.
     */
    private static final int WIDE_ROWS = 11_000;

    /** Rows for ten minutes, which is longer than the whole test. */
    private static final int ROWS = 60_000;

    /** Partitions of each replica; a topic has four. */
    private static final int PARTITIONS_EACH = 2;

    private static final Duration LONG = Duration.ofMinutes(2);

    private static final Duration FROZEN = Duration.ofSeconds(Long.getLong("zombie.seconds", 8));

    /** A busy machine needs longer than the documented 5 s. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(Long.getLong("stop.limit", 20));

    private final ExpectedRows expected = new ExpectedRows();

    private FaultyCluster cluster;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        this.cluster = new FaultyCluster(directory, TOPICS, 20);
        for (String topic : PACED) {
            this.expected.expect(topic, Readings.write(this.cluster.data(), topic + ".csv", ROWS, topic.hashCode()));
            this.cluster.stream(topic, "{\"type\":\"rate\",\"perSecond\":100}");
        }
        awaitShared();
    }

    @AfterAll
    void stop() {
        this.cluster.close();
    }

    @Test
    @Order(1)
    void continuesWhenAFullDiskHasSpaceAgain() throws IOException {
        Path file = this.cluster.data().resolve(WIDE + ".csv");
        String note = "x".repeat(1000);
        Files.writeString(file,
                IntStream.range(0, WIDE_ROWS)
                    .mapToObj((row) -> row + "," + note)
                    .collect(Collectors.joining("\n", "Row,Note\n", "\n")));
        this.expected.expect(WIDE, file);
        this.cluster.smallDisk().fill(16);
        Api full = this.cluster.consumers().get(0).api();

        this.cluster.stream(WIDE, "{\"type\":\"unlimited\"}");
        await().atMost(LONG)
            .untilAsserted(() -> assertThat(paused(full)).isNotEmpty()
                .allSatisfy((partition) -> assertThat(partition.path("reason").asString())
                    .contains("No space left on device")));
        await().atMost(LONG)
            .untilAsserted(() -> assertThat(full.readiness()).contains("\"DOWN\"", "WIDE/WIDE-",
                    "Rows cannot be written: No space left on device"));
        assertThat(this.cluster.consumers().get(1).api().isReady()).isTrue();

        this.cluster.smallDisk().free();
        await().atMost(LONG).until(() -> paused(full).isEmpty() && full.isReady());
        await().atMost(LONG).until(() -> this.cluster.committedRows(WIDE), (rows) -> rows == WIDE_ROWS);
    }

    @Test
    @Order(2)
    void theOthersTakeOverWhenOneOfEachIsKilled() {
        Work left = work(1);
        BrokerProcess broker = this.cluster.brokers().get(0);
        broker.process().kill();
        Takeover streams = Takeover.ofBrokers(left.sent());
        Takeover partitions = Takeover.ofBrokers(left.written());
        streams.await("streams without the broker", left::sent);
        partitions.await("partitions without the broker", left::written);

        this.cluster.producers().get(0).kill();
        streams = Takeover.ofReplicas(left.sent());
        this.cluster.consumers().get(0).kill();
        partitions = Takeover.ofReplicas(left.writtenBy("consumer-service-1"));
        streams.await("streams without the producer", () -> left.sentBy("producer-service-1"));
        partitions.await("partitions without the consumer", () -> left.writtenBy("consumer-service-1"));

        broker.process().restart();
        broker.awaitReady();
        this.cluster.producers().get(0).restart();
        this.cluster.consumers().get(0).restart();
        awaitShared();
    }

    @Test
    @Order(3)
    void replicasThatWereFrozenAreFencedAndWriteNothingMore() {
        Work left = work(0);
        ChildProcess producer = this.cluster.producers().get(1).process();
        ChildProcess consumer = this.cluster.consumers().get(1).process();
        Instant thaw = Instant.now().plus(FROZEN);
        // The replicas may have been fenced by earlier faults.
        int producerLogged = producer.logged().length();
        int consumerLogged = consumer.logged().length();
        producer.freeze();
        Takeover streams = Takeover.ofReplicas(left.sent());
        consumer.freeze();

        Takeover.ofReplicas(left.writtenBy("consumer-service-0"))
            .await("partitions beside the frozen consumer", () -> left.writtenBy("consumer-service-0"));
        streams.await("streams beside the frozen producer", () -> left.sentBy("producer-service-0"));
        List<JsonNode> committed = this.cluster.ledger();
        assertThat(committed).anyMatch((file) -> file.path("owner").asString().equals("consumer-service-1"));
        await().atMost(FROZEN.plus(LONG)).until(() -> Instant.now().isAfter(thaw));
        producer.thaw();
        consumer.thaw();

        await().atMost(LONG).until(() -> producer.logged().substring(producerLogged).contains("Fenced"));
        await().atMost(LONG)
            .until(() -> consumer.logged().substring(consumerLogged).contains("This consumer was fenced"));
        awaitShared();
        UncommittedBytes disk = new UncommittedBytes(this.cluster.disks().get(1));
        await().atMost(LONG).untilAsserted(() -> assertThat(disk.changed(committed)).isEmpty());
    }

    @Test
    @Order(4)
    void continuesAfterTheLossOfMostBrokers() {
        Work all = work(0);
        List<BrokerProcess> brokers = this.cluster.brokers();
        List<BrokerProcess> lost = brokers.subList(1, 3);
        brokers.get(0).process().freeze();
        lost.forEach((broker) -> broker.process().kill());
        lost.forEach((broker) -> broker.process().restart());
        lost.forEach(BrokerProcess::awaitReady);
        brokers.get(0).process().thaw();

        Takeover streams = Takeover.ofBrokers(all.sent());
        Takeover partitions = Takeover.ofBrokers(all.written());
        streams.await("streams after most brokers were lost", all::sent);
        partitions.await("partitions after most brokers were lost", all::written);
        awaitShared();
    }

    @Test
    @Order(5)
    void stoppedReplicasHaveCommittedAndLeftTheirGroups() throws Exception {
        Work left = work(1);
        GroupMembers members = new GroupMembers(this.cluster.bootstrapServers());
        assertThat(members.of("consumer-service-0", TOPICS)).hasSize(16);

        assertStoppedInTime("consumer", this.cluster.consumers().get(0).stop());
        Takeover partitions = Takeover.ofReplicas(left.writtenBy("consumer-service-1"));
        assertThat(members.of("consumer-service-0", TOPICS)).isEmpty();
        UncommittedBytes disk = new UncommittedBytes(this.cluster.disks().get(0));
        await().atMost(LONG).untilAsserted(() -> assertThat(disk.find(this.cluster.ledger())).isEmpty());
        partitions.await("partitions of a consumer that was stopped", () -> left.writtenBy("consumer-service-1"));

        assertStoppedInTime("producer", this.cluster.producers().get(0).stop());
        Takeover streams = Takeover.ofReplicas(left.sent());
        assertThat(members.of("producer-service-0", List.of("sensor-streams"))).isEmpty();
        streams.await("streams of a producer that was stopped", () -> left.sentBy("producer-service-1"));
        this.cluster.producers().get(0).restart();
        this.cluster.consumers().get(0).restart();
    }

    @Test
    @Order(6)
    void everyRowIsInTheFilesOnceAndNothingElseIsOnTheDisks() throws IOException {
        PACED.forEach(this.cluster::hurry);
        await().atMost(LONG).untilAsserted(() -> {
            this.cluster.consumers().forEach((consumer) -> assertThat(paused(consumer.api())).isEmpty());
            assertThat(this.cluster.committedRows()).isGreaterThanOrEqualTo(this.expected.rows());
        });

        assertThat(this.expected.violations(this.cluster)).isEmpty();
        for (Path disk : this.cluster.disks()) {
            await().atMost(LONG)
                .untilAsserted(() -> assertThat(new UncommittedBytes(disk).find(this.cluster.ledger())).isEmpty());
        }
    }

    /** Waits until both replicas run their share of streams and partitions. */
    private void awaitShared() {
        await("both replicas have their share").atMost(LONG).ignoreExceptions().untilAsserted(() -> {
            for (int replica = 0; replica < 2; replica++) {
                Work work = work(replica);
                assertThat(work.sentBy("producer-service-" + replica)).isNotEmpty();
                assertThat(this.cluster.consumers().get(replica).api().get("/api/partitions").valueStream())
                    .filteredOn((partition) -> partition.path("state").asString().equals("RUNNING"))
                    .extracting((partition) -> partition.path("topic").asString())
                    .containsExactlyInAnyOrderElementsOf(
                            Collections.nCopies(PARTITIONS_EACH, TOPICS).stream().flatMap(List::stream).toList());
            }
        });
    }

    private static void assertStoppedInTime(String service, Duration time) {
        System.out.printf("%s stopped in %s%n", service, time);
        assertThat(time).as("time to stop the %s", service).isLessThan(STOP_LIMIT);
    }

    /**
     * Returns the work on the paced streams as this replica of each service reports it.
     * Both must answer.
     */
    private Work work(int replica) {
        return new Work(this.cluster.producers().get(replica), this.cluster.consumers().get(replica), PACED);
    }

    private static List<JsonNode> paused(Api consumer) {
        return consumer.get("/api/partitions")
            .valueStream()
            .filter((partition) -> partition.path("state").asString().equals("PAUSED"))
            .toList();
    }

}

package io.sensorstreams.consumer.listen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.replicas.Replicas;
import io.sensorstreams.consumer.status.PartitionOverview;
import io.sensorstreams.consumer.status.PartitionState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two replicas share a group of four partitions. */
@Timeout(180)
class ReplicasIT {

    private static final int PARTITIONS = 4;

    @TempDir
    Path root;

    private final List<ConsumerService> started = new ArrayList<>();

    private TestTopic topic;

    private int sent;

    @BeforeEach
    void createTopic() throws Exception {
        this.topic = new TestTopic(PARTITIONS);
    }

    @AfterEach
    void close() {
        this.started.forEach(ConsumerService::close);
        this.topic.close();
    }

    @Test
    void sharePartitionsOnSeparateDisks() throws Exception {
        ConsumerService first = start("a", "disk-a");
        awaitPartitions(first, PARTITIONS);
        send(50);
        ConsumerService second = start("b", "disk-b");
        awaitPartitions(first, 2);
        awaitPartitions(second, 2);
        send(50);
        awaitLagZero();
        assertAllOnce("disk-a", "disk-b");

        second.close();
        awaitPartitions(first, PARTITIONS);
        send(50);
        awaitLagZero();
        ConsumerService again = start("b", "disk-b");
        awaitPartitions(again, 2);
        send(50);
        awaitLagZero();
        assertAllOnce("disk-a", "disk-b");
        List<LedgerEntry> files = again.bean(Ledger.class)
            .files()
            .stream()
            .filter((file) -> file.topic().equals(this.topic.name()))
            .toList();
        assertThat(files).extracting(LedgerEntry::disk).doesNotContain("");
        assertThat(files).extracting(LedgerEntry::owner).contains("a", "b");
        awaitKnown(first, "b", again);
        awaitKnown(again, "a", first);
        assertThat(List.of(first.audit(), again.audit())).allSatisfy((audit) -> {
            assertThat(audit.path("verdict").stringValue()).isEqualTo("CLEAN");
            assertThat(sum(audit, "inKafka")).isEqualTo(PARTITIONS * this.sent);
            assertThat(sum(audit, "inFiles")).isEqualTo(PARTITIONS * this.sent);
        });
    }

    private static void awaitKnown(ConsumerService service, String other, ConsumerService running) {
        await().atMost(ServiceFixture.SOON)
            .until(() -> service.bean(Replicas.class)
                .find(other)
                .filter((replica) -> replica.stoppedAt() == null && replica.url().endsWith(":" + running.port()))
                .isPresent());
    }

    private static int sum(JsonNode audit, String count) {
        return audit.path("topics").valueStream().mapToInt((report) -> report.path(count).intValue()).sum();
    }

    @Test
    void continueInTheSameFilesOnASharedDisk() throws Exception {
        ConsumerService first = start("a", "shared");
        send(50);
        awaitLagZero();
        ConsumerService second = start("b", "shared");
        awaitPartitions(second, 2);
        send(50);
        awaitLagZero();
        first.close();
        awaitPartitions(second, PARTITIONS);
        send(50);
        awaitLagZero();

        assertAllOnce("shared");
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(OutputRows.files(this.root.resolve("shared"), this.topic.name(), this.topic.name(), partition))
                .hasSize(1);
        }
    }

    private ConsumerService start(String instance, String disk) {
        ConsumerService service = ConsumerService.start(this.root.resolve(disk), "sensor.topics=" + this.topic.name(),
                "sensor.instance=" + instance);
        this.started.add(service);
        return service;
    }

    private void send(int rows) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            this.topic.sendNumbers(partition, this.sent, this.sent + rows);
        }
        this.sent += rows;
    }

    private static void awaitPartitions(ConsumerService service, int count) {
        PartitionOverview overview = service.bean(PartitionOverview.class);
        Set<PartitionState> notHere = Set.of(PartitionState.ELSEWHERE, PartitionState.STOPPED,
                PartitionState.RECOVERING);
        await().atMost(ServiceFixture.SOON)
            .until(() -> overview.all().stream().filter((view) -> !notHere.contains(view.state())).count() == count);
    }

    private void awaitLagZero() {
        await().atMost(ServiceFixture.SOON).until(() -> this.topic.lag(this.topic.name()) == 0);
    }

    /** Checks that each row occurs once over all disks, and in order on each disk. */
    private void assertAllOnce(String... disks) throws Exception {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<String> all = new ArrayList<>();
            for (String disk : disks) {
                List<String> rows = OutputRows.rows(this.root.resolve(disk), this.topic.name(), this.topic.name(),
                        partition);
                assertThat(rows).isSortedAccordingTo(
                        Comparator.comparingInt((row) -> Integer.parseInt(row.substring(0, row.indexOf(',')))));
                all.addAll(rows);
            }
            assertThat(all).containsExactlyInAnyOrderElementsOf(ServiceFixture.numbers(0, this.sent));
        }
    }

}

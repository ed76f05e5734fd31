package io.sensorstreams.consumer.listen;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.commit.Commit;
import io.sensorstreams.consumer.commit.CommitTransaction;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.format.Compression;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.format.OutputFormat;
import io.sensorstreams.consumer.parquet.output.TestParquet;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import io.sensorstreams.consumer.standing.StartingPoints;
import io.sensorstreams.consumer.standing.TopicIds;
import io.sensorstreams.consumer.status.Membership;
import io.sensorstreams.consumer.status.PartitionStatuses;
import io.sensorstreams.consumer.status.SinkMetrics;
import io.sensorstreams.consumer.store.SimulatedStores;
import io.sensorstreams.consumer.watch.PartitionTaps;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/** When a loop with real compressed files and a mocked client commits. */
class WholeFilesLoopTest {

    private static final TopicPartition FIRST = new TopicPartition("AIR", 0);

    private static final TopicPartition SECOND = new TopicPartition("AIR", 1);

    @TempDir
    Path output;

    private final Consumer<byte[], byte[]> consumer = mock();

    private final SimulatedClock clock = new SimulatedClock();

    private final List<Commit> commits = new ArrayList<>();

    private ConsumerLoop loop;

    @BeforeEach
    void assign() throws Exception {
        given(this.consumer.committed(any(), any(Duration.class))).willReturn(new HashMap<>());
        given(this.consumer.beginningOffsets(any(), any())).willReturn(Map.of(FIRST, 0L, SECOND, 0L));
        given(this.consumer.endOffsets(any(), any())).willReturn(Map.of(FIRST, 100L, SECOND, 100L));
        given(this.consumer.assignment()).willReturn(Set.of(FIRST, SECOND));
        given(this.consumer.position(any(), any())).willReturn(0L);
        CommitTransaction transaction = mock();
        willAnswer((call) -> this.commits.add(call.getArgument(0))).given(transaction).commit(any(), any());
        SinkContext context = context();
        this.loop = new ConsumerLoop("AIR", this.consumer, context,
                new GroupState.InKafka(this.consumer, context, transaction), mock(Membership.class), () -> {
                });
        this.loop.assigned(Set.of(FIRST, SECOND));
        this.loop.idle(false);
        this.commits.clear();
    }

    @Test
    void commitsEachPartitionByTheAgeOfItsRows() {
        receive(FIRST, 0, "{\"n\":0}");
        this.clock.advance(Duration.ofSeconds(30));
        receive(SECOND, 0, "{\"n\":0}");
        this.clock.advance(Duration.ofSeconds(29));
        this.loop.idle(false);
        assertThat(this.commits).isEmpty();

        this.clock.advance(Duration.ofSeconds(1));
        this.loop.idle(false);

        assertThat(this.commits).singleElement().satisfies((commit) -> {
            assertThat(commit.offsets()).containsOnlyKeys(FIRST);
            assertThat(commit.offsets().get(FIRST).offset()).isEqualTo(1);
            assertThat(commit.files()).extracting(LedgerEntry::partition).containsExactly(0);
        });
    }

    @Test
    void commitsPositionsOfPartitionsInWhichNoRowWaits() {
        receive(FIRST, 0, "{\"n\":0}");
        receive(SECOND, 0, "no row");
        this.clock.advance(Duration.ofSeconds(1));
        this.loop.idle(false);

        assertThat(this.commits).singleElement().satisfies((commit) -> {
            assertThat(commit.offsets()).containsOnlyKeys(SECOND);
            assertThat(commit.deadLetters()).hasSize(1);
            assertThat(commit.files()).isEmpty();
        });
    }

    @Test
    void commitsAFullFileBeforeTheNextRowOfAPoll() {
        receive(FIRST, 0, "{\"n\":0}", "no row", "{\"n\":2}", "{\"n\":3}", "no row", "{\"n\":5}");

        assertThat(this.commits).hasSize(1);
        Commit commit = this.commits.get(0);
        assertThat(commit.offsets().get(FIRST).offset()).isEqualTo(5);
        assertThat(commit.files()).extracting(LedgerEntry::rows).containsExactly(3L);
        assertThat(commit.deadLetters()).hasSize(2);
    }

    @Test
    void commitsWaitingRowsOfAPausedGroup() {
        receive(FIRST, 0, "{\"n\":0}");
        this.clock.advance(Duration.ofSeconds(1));
        this.loop.idle(true);

        assertThat(this.commits).singleElement()
            .satisfies((commit) -> assertThat(commit.files()).extracting(LedgerEntry::rows).containsExactly(1L));
    }

    @Test
    void commitsWaitingRowsWhenKafkaHasRemovedTheNextOnes() {
        receive(FIRST, 0, "{\"n\":0}");
        receive(SECOND, 0, "{\"n\":0}");
        this.loop.outOfRange(Map.of(FIRST, 1L));

        assertThat(this.commits).singleElement()
            .satisfies((commit) -> assertThat(commit.offsets()).containsOnlyKeys(FIRST));
    }

    @Test
    void commitsWaitingRowsOfARevokedPartition() {
        receive(FIRST, 0, "{\"n\":0}");
        receive(SECOND, 0, "{\"n\":0}");
        this.loop.revoked(Set.of(SECOND));

        assertThat(this.commits).singleElement()
            .satisfies((commit) -> assertThat(commit.offsets()).containsOnlyKeys(SECOND));
    }

    @Test
    void commitsWaitingRowsWithManyBytesOfDeadLetters() {
        String large = "x".repeat(60_000);
        receive(FIRST, 0, "{\"n\":0}", large, large, large, large);
        assertThat(this.commits).isEmpty();

        receive(FIRST, 5, large);

        assertThat(this.commits).singleElement().satisfies((commit) -> {
            assertThat(commit.deadLetters()).hasSize(5);
            assertThat(commit.files()).hasSize(1);
            assertThat(commit.offsets().get(FIRST).offset()).isEqualTo(6);
        });
    }

    /** Until then, nothing shows from which record on the group must have all rows. */
    @Test
    void commitsTheFirstRowsOfAGroupWithinTheInterval() {
        this.loop.revoked(Set.of(FIRST));
        this.loop.assigned(Set.of(FIRST));

        receive(FIRST, 0, "{\"n\":0}");
        this.clock.advance(Duration.ofSeconds(1));
        this.loop.idle(false);

        assertThat(this.commits).singleElement()
            .satisfies((commit) -> assertThat(commit.files()).extracting(LedgerEntry::rows).containsExactly(1L));
    }

    /** Else, a full disk would be shown until the rows are old enough. */
    @Test
    void commitsTheFirstRowsAfterAFailureWithinTheInterval() {
        OffsetAndMetadata begun = new OffsetAndMetadata(0, Uuid.ONE_UUID.toString());
        given(this.consumer.committed(any(), any(Duration.class))).willReturn(Map.of(FIRST, begun, SECOND, begun));
        this.loop.failed(new KafkaException("away"));
        this.clock.advance(Duration.ofSeconds(10));
        this.loop.idle(false);
        this.commits.clear();

        receive(FIRST, 0, "{\"n\":0}");
        this.clock.advance(Duration.ofSeconds(1));
        this.loop.idle(false);
        assertThat(this.commits).singleElement()
            .satisfies((commit) -> assertThat(commit.offsets().get(FIRST).offset()).isEqualTo(1));

        receive(FIRST, 1, "{\"n\":1}");
        this.clock.advance(Duration.ofSeconds(1));
        this.loop.idle(false);
        assertThat(this.commits).hasSize(1);
    }

    private void receive(TopicPartition partition, long first, String... values) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            records.add(new ConsumerRecord<>("AIR", partition.partition(), first + i, null,
                    values[i].getBytes(StandardCharsets.UTF_8)));
        }
        given(this.consumer.position(eq(partition), any())).willReturn(first + values.length);
        this.loop.received(new ConsumerRecords<>(Map.of(partition, records), Map.of()));
    }

    private SinkContext context() {
        PartitionStatuses statuses = new PartitionStatuses(this.clock);
        SensorProperties properties = new Binder(
                new MapConfigurationPropertySource(Map.of("sensor.output-dir", this.output, "sensor.roll.rows", 3)))
            .bind("sensor", SensorProperties.class)
            .get();
        Ledger ledger = mock();
        given(ledger.cluster()).willReturn("cluster");
        given(ledger.disputed(any(), any(), eq(0))).willReturn(DisputedFiles.NONE);
        given(ledger.disputed(any(), any(), eq(1))).willReturn(DisputedFiles.NONE);
        TopicDescription topic = new TopicDescription("AIR", false, List.of(), Set.of(), Uuid.ONE_UUID);
        TopicIds ids = new TopicIds(() -> Map.of("AIR", KafkaFuture.completedFuture(topic)), Runnable::run);
        Sink sink = new Sink("AIR", "AIR", this.output.resolve("AIR"),
                new FileFormat(OutputFormat.CSV, Compression.GZ));
        return new SinkContext(properties, new Sinks(List.of(sink)), ledger, ids,
                new StartingPoints(ledger, ids, mock()), null, statuses,
                new SinkMetrics(new SimpleMeterRegistry(), statuses), new PartitionTaps(), this.clock,
                TestParquet.OUTPUT, SimulatedStores.none());
    }

}

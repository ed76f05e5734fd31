package io.sensorstreams.consumer.listen;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.consumer.bucket.SimulatedStore;
import io.sensorstreams.consumer.bucket.StoreFlaw;
import io.sensorstreams.consumer.commit.Commit;
import io.sensorstreams.consumer.commit.CommitTransaction;
import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.parquet.output.TestParquet;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import io.sensorstreams.consumer.standing.StartingPoints;
import io.sensorstreams.consumer.standing.TopicIds;
import io.sensorstreams.consumer.status.Membership;
import io.sensorstreams.consumer.status.PartitionState;
import io.sensorstreams.consumer.status.PartitionStatuses;
import io.sensorstreams.consumer.status.SinkMetrics;
import io.sensorstreams.consumer.store.SimulatedStores;
import io.sensorstreams.consumer.watch.PartitionTaps;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
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
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/**
 * How a loop of three partitions divides its time when each call of its store is slow.
 */
class SlowStoreLoopTest {

    private static final StoreAddress ADDRESS = new StoreAddress(SimulatedStore.BUCKET, "p/");

    private static final TopicPartition FIRST = new TopicPartition("AIR", 0);

    private static final TopicPartition SECOND = new TopicPartition("AIR", 1);

    private static final TopicPartition THIRD = new TopicPartition("AIR", 2);

    private static final Set<TopicPartition> ALL = new LinkedHashSet<>(List.of(FIRST, SECOND, THIRD));

    /** Longer than a pass may take before it begins nothing more. */
    private static final Duration SLOW = Duration.ofSeconds(21);

    @TempDir
    Path output;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    private final SimulatedClock clock = new SimulatedClock();

    private final SimulatedStore store = new SimulatedStore(new Choices(0), this.clock, StoreFlaw.NONE);

    private final List<Commit> commits = new ArrayList<>();

    private PartitionStatuses statuses;

    private ConsumerLoop loop;

    private int calls;

    @BeforeEach
    void assign() throws Exception {
        this.consumer.assign(ALL);
        Map<TopicPartition, Long> zero = new HashMap<>();
        ALL.forEach((partition) -> zero.put(partition, 0L));
        this.consumer.updateBeginningOffsets(zero);
        this.consumer.updateEndOffsets(zero);
        CommitTransaction transaction = mock();
        willAnswer((call) -> this.commits.add(call.getArgument(0))).given(transaction).commit(any(), any());
        SinkContext context = context();
        this.loop = new ConsumerLoop("AIR", this.consumer, context,
                new GroupState.InKafka(this.consumer, context, transaction), mock(Membership.class), () -> {
                });
    }

    /**
     * Recovers all partitions, and commits for the first time, before the store is slow.
     */
    private void start() {
        this.loop.assigned(ALL);
        receive(Map.of(FIRST, List.of("no row"), SECOND, List.of("no row"), THIRD, List.of("no row")));
        this.clock.advance(Duration.ofMinutes(2));
        this.loop.idle(false);
        assertThat(this.commits).isNotEmpty();
        this.commits.clear();
        slow();
    }

    private void slow() {
        this.calls = 0;
        this.store.duringEachCall(() -> {
            this.calls++;
            this.clock.advance(SLOW);
        });
    }

    private int calls() {
        int since = this.calls;
        this.calls = 0;
        return since;
    }

    private void receive(Map<TopicPartition, List<String>> values) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
        for (TopicPartition partition : ALL) {
            List<String> of = values.getOrDefault(partition, List.of());
            long offset = this.consumer.position(partition);
            for (String value : of) {
                records.computeIfAbsent(partition, (added) -> new ArrayList<>())
                    .add(new ConsumerRecord<>("AIR", partition.partition(), offset++, null,
                            value.getBytes(StandardCharsets.UTF_8)));
            }
            this.consumer.seek(partition, offset);
        }
        this.loop.received(new ConsumerRecords<>(records, Map.of()));
    }

    private List<Integer> committed() {
        List<Integer> partitions = this.commits.stream()
            .flatMap((commit) -> commit.files().stream().map(LedgerEntry::partition))
            .toList();
        this.commits.clear();
        return partitions;
    }

    @Test
    void sendsTheFilesOfOtherPartitionsAfterTheNextPolls() {
        start();
        List<String> row = List.of("{\"n\":0}");
        receive(Map.of(FIRST, row, SECOND, row, THIRD, row));
        this.clock.advance(Duration.ofMinutes(2));

        for (int partition = 0; partition < 3; partition++) {
            this.loop.idle(false);
            assertThat(calls()).isEqualTo(1);
            assertThat(committed()).containsExactly(partition);
        }
        this.loop.idle(false);
        assertThat(calls()).isZero();
    }

    @Test
    void sendsTheFilesOfOnePartitionInSeveralPassesAndCommitsThemTogether() {
        start();
        receive(Map.of(FIRST, List.of("{\"n\":0}", "{\"m\":0}")));
        this.clock.advance(Duration.ofMinutes(2));

        this.loop.idle(false);
        assertThat(calls()).isEqualTo(1);
        assertThat(this.commits).isEmpty();
        receive(Map.of(FIRST, List.of("{\"n\":1}")));

        assertThat(calls()).isEqualTo(1);
        assertThat(this.commits).singleElement().satisfies((commit) -> {
            assertThat(commit.files()).extracting(LedgerEntry::rows).containsExactly(1L, 1L);
            assertThat(commit.offsets().get(FIRST).offset()).isEqualTo(3);
        });
        assertThat(this.consumer.position(FIRST)).isEqualTo(3);
    }

    @Test
    void readsRecordsAgainForWhichItHasNoTime() {
        start();
        List<String> rows = List.of("{\"n\":0}", "{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
        receive(Map.of(FIRST, rows, SECOND, rows, THIRD, rows));
        assertThat(calls()).isEqualTo(1);
        assertThat(committed()).containsExactly(0);
        assertThat(ALL).extracting(this.consumer::position).containsExactly(4L, 1L, 1L);

        receive(Map.of(FIRST, rows.subList(3, 5), SECOND, rows, THIRD, rows));
        assertThat(calls()).isEqualTo(1);
        assertThat(committed()).containsExactly(1);
        assertThat(ALL).extracting(this.consumer::position).containsExactly(4L, 4L, 1L);

        receive(Map.of(FIRST, rows.subList(3, 5), SECOND, rows.subList(3, 5), THIRD, rows));
        assertThat(calls()).isEqualTo(1);
        assertThat(committed()).containsExactly(2);
        assertThat(ALL).extracting(this.consumer::position).containsExactly(6L, 4L, 4L);
    }

    @Test
    void recoversPartitionsOneAfterTheOther() {
        slow();
        this.loop.assigned(ALL);
        assertThat(ready()).containsExactly(0);

        this.loop.idle(false);
        assertThat(ready()).containsExactly(0, 1);
        this.loop.idle(false);

        assertThat(ready()).containsExactly(0, 1, 2);
        assertThat(this.consumer.paused()).isEmpty();
    }

    @Test
    void commitsWhatItHasTimeForWhenPartitionsAreRevoked() {
        start();
        List<String> row = List.of("{\"n\":0}");
        receive(Map.of(FIRST, row, SECOND, row, THIRD, row));
        this.loop.revoked(ALL);

        assertThat(calls()).isEqualTo(1);
        assertThat(committed()).containsExactly(0);
    }

    private List<Integer> ready() {
        return ALL.stream()
            .map(TopicPartition::partition)
            .filter((partition) -> this.statuses.get(new PartitionKey("AIR", "AIR", partition))
                .filter((shown) -> shown.state() == PartitionState.RUNNING)
                .isPresent())
            .toList();
    }

    private SinkContext context() {
        this.statuses = new PartitionStatuses(this.clock);
        SensorProperties properties = new Binder(
                new MapConfigurationPropertySource(Map.of("sensor.output-dir", this.output, "sensor.roll.rows", 3)))
            .bind("sensor", SensorProperties.class)
            .get();
        Ledger ledger = mock();
        given(ledger.cluster()).willReturn("cluster");
        given(ledger.disputed(any(), any(), anyInt())).willReturn(DisputedFiles.NONE);
        TopicDescription topic = new TopicDescription("AIR", false, List.of(), Set.of(), Uuid.ONE_UUID);
        TopicIds ids = new TopicIds(() -> Map.of("AIR", KafkaFuture.completedFuture(topic)), Runnable::run);
        Sink sink = new Sink("AIR", "AIR", this.output.resolve("AIR"), FileFormat.CSV, ADDRESS);
        return new SinkContext(properties, new Sinks(List.of(sink)), ledger, ids,
                new StartingPoints(ledger, ids, mock()), null, this.statuses,
                new SinkMetrics(new SimpleMeterRegistry(), this.statuses), new PartitionTaps(), this.clock,
                TestParquet.OUTPUT, SimulatedStores.of(this.store));
    }

}

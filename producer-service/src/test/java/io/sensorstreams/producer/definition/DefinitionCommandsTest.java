package io.sensorstreams.producer.definition;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.ProducerClients;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.publish.StreamPartitions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** A topic with two partitions, whose records are read when they are committed. */
@Timeout(60)
class DefinitionCommandsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final int HOME = StreamPartitions.of("air", 2);

    private static final StreamDefinition AIR = StreamDefinition.create(spec("air", "air.csv", UNLIMITED),
            Instant.EPOCH);

    private static final List<PartitionInfo> PARTITIONS = IntStream.range(0, 2)
        .mapToObj((partition) -> new PartitionInfo(Topics.STREAMS, partition, Node.noNode(), new Node[0], new Node[0]))
        .toList();

    private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();

    private final Map<Integer, Long> ends = new ConcurrentHashMap<>(Map.of(0, 0L, 1, 0L));

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");

    private final LazyAdmin admin = new LazyAdmin(Map.of("bootstrap.servers", "localhost:9092"),
            (settings) -> (Admin) Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[] { Admin.class },
                    (proxy, method, arguments) -> method.getName().equals("listOffsets") ? ends() : null));

    private final TopicTable<StreamDefinition> table = new TopicTable<>(Topics.STREAMS, this.admin, () -> this.consumer,
            new StoredDefinitions(() -> 2), new LoopWatch(Duration.ofMinutes(1)));

    private final DefinitionCommands commands = new DefinitionCommands(this.table, new TransactionOutcome(this::reader),
            new ProducerClients(Map.of(), (settings) -> producer(), List.of()), 2, SOON);

    private final List<ConsumerRecord<String, byte[]>> committed = new CopyOnWriteArrayList<>();

    private int runs;

    /** Whether another replica fences the next commit, and whether it takes effect. */
    private @Nullable Boolean fenced;

    @BeforeEach
    void start() throws Exception {
        Map<TopicPartition, Long> empty = new HashMap<>();
        PARTITIONS.forEach((partition) -> empty.put(new TopicPartition(Topics.STREAMS, partition.partition()), 0L));
        this.consumer.updatePartitions(Topics.STREAMS, PARTITIONS);
        this.consumer.updateBeginningOffsets(empty);
        this.consumer.updateEndOffsets(empty);
        this.table.start();
        this.table.awaitLoaded(SOON);
    }

    @AfterEach
    void stop() {
        this.commands.close();
        this.table.close();
    }

    private ListOffsetsResult ends() {
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> all = new HashMap<>();
        this.ends.forEach((partition, end) -> all.put(new TopicPartition(Topics.STREAMS, partition),
                KafkaFuture.completedFuture(new ListOffsetsResultInfo(end, -1, Optional.empty()))));
        return new ListOffsetsResult(all);
    }

    private Producer<byte[], byte[]> producer() {
        Cluster cluster = new Cluster("test", List.of(), PARTITIONS, Set.of(), Set.of());
        MockProducer<byte[], byte[]> producer = new MockProducer<>(cluster, true, null, new ByteArraySerializer(),
                new ByteArraySerializer()) {

            @Override
            public void commitTransaction() {
                super.commitTransaction();
                Boolean effective = DefinitionCommandsTest.this.fenced;
                DefinitionCommandsTest.this.fenced = null;
                if (effective == null || effective) {
                    publish();
                }
                else {
                    // The records of the aborted transaction are skipped.
                    history()
                        .forEach((record) -> DefinitionCommandsTest.this.ends.merge(record.partition(), 1L, Long::sum));
                    add(HOME, "another", new byte[] { '{', '}' });
                }
                if (effective != null) {
                    throw new ProducerFencedException("thrown by a test");
                }
            }

            private void publish() {
                history().forEach((record) -> add(record.partition(), new String(record.key(), StandardCharsets.UTF_8),
                        record.value()));
                clear();
            }

        };
        this.producers.add(producer);
        return producer;
    }

    private void add(int partition, String key, byte @Nullable [] value) {
        long offset = this.ends.merge(partition, 1L, Long::sum) - 1;
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(Topics.STREAMS, partition, offset, key, value);
        this.committed.add(record);
        this.consumer.addRecord(record);
    }

    /** Returns a consumer of the records committed so far. */
    private MockConsumer<String, byte[]> reader() {
        MockConsumer<String, byte[]> reader = new MockConsumer<>("earliest");
        reader.schedulePollTask(() -> this.committed.stream()
            .filter((record) -> reader.assignment().contains(new TopicPartition(record.topic(), record.partition())))
            .forEach(reader::addRecord));
        return reader;
    }

    @Test
    void returnsDefinitionsThatCanBeRead() {
        List<StreamDefinition> written = this.commands.exclusively(() -> this.commands.write(List.of(AIR)));

        assertThat(written).containsExactly(AIR.at(0));
        assertThat(this.table.get("air")).contains(AIR.at(0));
    }

    @Test
    void runsACommandAgainThatAnotherReplicaHasFenced() {
        List<StreamDefinition> written = this.commands.exclusively(() -> {
            if (++this.runs == 1) {
                this.producers.get(0).fenceProducer();
            }
            return this.commands.write(List.of(AIR));
        });

        assertThat(this.runs).isEqualTo(2);
        assertThat(written).containsExactly(AIR.at(0));
        assertThat(this.producers).hasSize(2);
        assertThat(this.producers.get(0).closed()).isTrue();
    }

    @Test
    void doesNotRunACommandAgainThatWasCommittedBeforeAnotherReplicaFencedIt() {
        List<StreamDefinition> written = this.commands.exclusively(() -> {
            this.runs++;
            this.fenced = true;
            return this.commands.write(List.of(AIR));
        });

        assertThat(this.runs).isEqualTo(1);
        assertThat(written).containsExactly(AIR.at(0));
        assertThat(this.table.get("air")).contains(AIR.at(0));
        assertThat(this.producers).singleElement().satisfies((producer) -> assertThat(producer.closed()).isTrue());
        assertThat(this.commands.exclusively(() -> this.table.get("air"))).contains(AIR.at(0));
    }

    @Test
    void runsACommandAgainWhoseCommitAnotherReplicaHasFenced() {
        this.commands.exclusively(() -> {
            this.fenced = (++this.runs == 1) ? false : null;
            return this.commands.write(List.of(AIR));
        });

        assertThat(this.runs).isEqualTo(2);
        await().atMost(SOON).until(() -> this.table.get("air"), Optional.of(AIR.at(2))::equals);
    }

    @Test
    void doesNotRunACommandAgainWithoutAnAnswer() {
        assertThatExceptionOfType(BrokerUnavailableException.class).isThrownBy(() -> this.commands.exclusively(() -> {
            this.runs++;
            this.producers.get(0).commitTransactionException = new TimeoutException("thrown by a test");
            return this.commands.write(List.of(AIR));
        }));

        assertThat(this.runs).isEqualTo(1);
        assertThat(this.producers.get(0).closed()).isTrue();
        assertThat(this.commands.exclusively(() -> this.commands.write(List.of(AIR)))).containsExactly(AIR.at(0));
    }

    @Test
    void deletesTheInvalidRecordsOfAName() {
        add(1 - HOME, "air", new byte[] { '{', '}' });
        await().atMost(SOON).until(() -> !this.table.refused().isEmpty());
        this.commands.exclusively(() -> this.commands.write(List.of(AIR)));

        long offset = this.commands.exclusively(() -> this.commands.delete("air"));

        assertThat(offset).isEqualTo(1);
        assertThat(this.table.get("air")).isEmpty();
        // The offsets of the mock of the producer are behind those of the mock of the
        // consumer.
        await().atMost(SOON).until(() -> this.table.refused().isEmpty());
    }

}

package io.sensorstreams.producer.run;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.ProducerClients;
import io.sensorstreams.common.kafka.TopicTable.ChangeListener;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.clock.ClockDefinition;
import io.sensorstreams.producer.clock.ClockTopic;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamTopic;
import io.sensorstreams.producer.directory.TestDirectory;
import io.sensorstreams.producer.publish.Positions;
import io.sensorstreams.producer.publish.RowPublisher;
import io.sensorstreams.producer.publish.RowTopics;
import io.sensorstreams.producer.publish.TopicProperties;
import io.sensorstreams.producer.publish.TransactionMetrics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.awaitility.Awaitility.await;

/**
 * Fake of Kafka for partition 0. Records that a producer commits to
 * {@code sensor-positions} can be read there. Every topic exists and has one partition.
 */
final class TestPartition implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final Duration SOON = Duration.ofSeconds(30);

    /** The producers that were created, the oldest first. */
    final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();

    /** Prepares the next producers. */
    volatile Consumer<MockProducer<byte[], byte[]>> onProducer = (producer) -> {
    };

    /** Called before each commit. */
    volatile Consumer<MockProducer<byte[], byte[]>> onCommit = (producer) -> {
    };

    /** Which rows are too large for their topic. */
    volatile Predicate<ProducerRecord<byte[], byte[]>> tooLarge = (record) -> false;

    /** Thrown when a topic for rows is prepared. */
    volatile @Nullable RuntimeException unprepared;

    /** Receives the changes of definitions. */
    volatile ChangeListener listener = (names, newest) -> {
    };

    /** Receives the names of changed clocks. */
    volatile Consumer<Set<String>> clockListener = (names) -> {
    };

    private final Map<String, Long> ends = new ConcurrentHashMap<>();

    private final MockConsumer<String, byte[]> definitionRecords = consumer(Topics.STREAMS);

    private final MockConsumer<String, byte[]> clockRecords = consumer(Topics.CLOCKS);

    private final MockConsumer<String, byte[]> positionRecords = consumer(Topics.POSITIONS);

    private final Map<String, Object> settings = Map.of("bootstrap.servers", "localhost:9092");

    private final LoopWatch watch = new LoopWatch(Duration.ofMinutes(1));

    private final LazyAdmin admin = new LazyAdmin(this.settings, (any) -> admin());

    private final LazyAdmin rowAdmin = new LazyAdmin(this.settings, (any) -> {
        if (this.unprepared != null) {
            throw this.unprepared;
        }
        return admin();
    });

    private final ProducerClients clients = new ProducerClients(Map.of(), (any) -> producer(), List.of());

    private final StreamTopic definitions = new StreamTopic(this.admin, (name) -> () -> this.definitionRecords,
            this.clients, SOON, this.watch);

    private final ClockTopic clocks = new ClockTopic(this.admin, () -> this.clockRecords, SOON, Clock.systemUTC(),
            this.watch);

    private final Positions positions = new Positions(this.admin, () -> this.positionRecords, this.watch);

    final RowPublisher publisher = new RowPublisher(this.clients, "sensor-streams-0",
            new TransactionMetrics(new SimpleMeterRegistry()));

    final TestOpener opener;

    final RunnerContext context;

    /**
     * Starts reading both topics, which are empty.
     * @param data directory of the sources
     * @param retry time before rows are sent again
     */
    TestPartition(Path data, Duration retry) throws Exception {
        this.definitions.start(1, (names, newest) -> this.listener.changed(names, newest));
        this.positions.start(1, SOON);
        this.clocks.start((names) -> this.clockListener.accept(names));
        this.opener = new TestOpener(TestDirectory.of(data),
                new RowTopics(this.rowAdmin, new TopicProperties(1, (short) 1)));
        this.context = new RunnerContext(this.definitions, this.clocks, this.positions, this.opener,
                new StreamProperties(Duration.ofSeconds(1), Duration.ofMillis(1), retry, SOON, SOON, SOON),
                new StreamMetrics(new SimpleMeterRegistry()), Clock.systemUTC(), "producer-0", this.watch);
    }

    private static MockConsumer<String, byte[]> consumer(String topic) {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        TopicPartition partition = new TopicPartition(topic, 0);
        consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, Node.noNode(), new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, 0L));
        return consumer;
    }

    private Admin admin() {
        return (Admin) Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[] { Admin.class },
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "createTopics" -> created();
                    case "describeTopics" -> described((Iterable<?>) arguments[0]);
                    case "listOffsets" -> ends((Map<?, ?>) arguments[0]);
                    default -> null;
                });
    }

    private static CreateTopicsResult created() {
        return new CreateTopicsResult(Map.of()) {
        };
    }

    private static DescribeTopicsResult described(Iterable<?> topics) {
        Map<String, KafkaFuture<TopicDescription>> all = new HashMap<>();
        topics.forEach(
                (topic) -> all.put(topic.toString(), KafkaFuture.completedFuture(new TopicDescription(topic.toString(),
                        false, List.of(new TopicPartitionInfo(0, Node.noNode(), List.of(), List.of()))))));
        return new DescribeTopicsResult(null, all) {
        };
    }

    private ListOffsetsResult ends(Map<?, ?> asked) {
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> all = new HashMap<>();
        asked.keySet().stream().map(TopicPartition.class::cast).forEach((partition) -> {
            long end = this.ends.getOrDefault(partition.topic(), 0L);
            all.put(partition, KafkaFuture.completedFuture(new ListOffsetsResultInfo(end, -1, Optional.empty())));
        });
        return new ListOffsetsResult(all);
    }

    private Producer<byte[], byte[]> producer() {
        MockProducer<byte[], byte[]> producer = new MockProducer<>(true, null, new ByteArraySerializer(),
                new ByteArraySerializer()) {

            @Override
            public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                if (!TestPartition.this.tooLarge.test(record)) {
                    return super.send(record, callback);
                }
                RuntimeException failure = new RecordTooLargeException("too large");
                this.commitTransactionException = new KafkaException("A record was refused", failure);
                callback.onCompletion(null, failure);
                return CompletableFuture.failedFuture(failure);
            }

            @Override
            public void commitTransaction() {
                TestPartition.this.onCommit.accept(this);
                int before = history().size();
                super.commitTransaction();
                history().stream().skip(before).forEach(TestPartition.this::committed);
            }

        };
        this.onProducer.accept(producer);
        this.producers.add(producer);
        return producer;
    }

    private void committed(ProducerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.POSITIONS)) {
            add(this.positionRecords, record.topic(), new String(record.key(), StandardCharsets.UTF_8), record.value());
        }
    }

    private long add(MockConsumer<String, byte[]> consumer, String topic, String key, byte @Nullable [] value) {
        long offset = this.ends.merge(topic, 1L, Long::sum) - 1;
        consumer.addRecord(new ConsumerRecord<>(topic, 0, offset, key, value));
        return offset;
    }

    /** Stores a new stream that runs, and waits until it can be read. */
    StreamDefinition create(StreamSpec spec) {
        return store(StreamDefinition.create(spec, Instant.EPOCH));
    }

    /** Stores a definition, and waits until it can be read. */
    StreamDefinition store(StreamDefinition definition) {
        long offset = add(this.definitionRecords, Topics.STREAMS, definition.name(),
                MAPPER.writeValueAsBytes(definition));
        await().until(
                () -> this.definitions.find(definition.name()).filter((read) -> read.offset() == offset).isPresent());
        return definition.at(offset);
    }

    /** Stores a clock, and waits until it can be read. */
    void store(ClockDefinition clock) {
        long offset = add(this.clockRecords, Topics.CLOCKS, clock.name(), MAPPER.writeValueAsBytes(clock));
        await().until(() -> this.clocks.find(clock.name())
            .filter((read) -> read.definition().offset() == offset)
            .isPresent());
    }

    /** Deletes a definition, and waits until it cannot be read. */
    void delete(String name) {
        add(this.definitionRecords, Topics.STREAMS, name, null);
        await().until(() -> this.definitions.find(name).isEmpty());
    }

    /** The rows that were committed to a topic, by all producers. */
    List<String> rows(String topic) {
        return history(topic).map((record) -> new String(record.value(), StandardCharsets.UTF_8)).toList();
    }

    /** The statuses and ownerships that were committed under a key, the oldest first. */
    List<JsonNode> stored(String key) {
        return history(Topics.POSITIONS)
            .filter((record) -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
            .map((record) -> MAPPER.readTree(record.value()))
            .toList();
    }

    private Stream<ProducerRecord<byte[], byte[]>> history(String topic) {
        return this.producers.stream()
            .flatMap((producer) -> producer.history().stream())
            .filter((record) -> record.topic().equals(topic));
    }

    @Override
    public void close() {
        this.definitions.close();
        this.clocks.close();
        this.positions.close();
        this.opener.close();
    }

}

package io.sensorstreams.producer.run;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sensorstreams.common.topic.LazyAdmin;
import io.sensorstreams.common.topic.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamTopic;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.publish.Positions;
import io.sensorstreams.producer.publish.ProducerClients;
import io.sensorstreams.producer.publish.RowPublisher;
import io.sensorstreams.producer.publish.RowTopics;
import io.sensorstreams.producer.publish.TopicProperties;
import io.sensorstreams.producer.publish.TransactionMetrics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.core.ProducerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

/** Streams whose topics cannot be prepared, because creating the admin client fails. */
class PartitionStreamsTest {

    private static final TopicPartition DEFINITIONS = new TopicPartition(Topics.STREAMS, 0);

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");

    private final LazyAdmin noAdmin = new LazyAdmin(
            Map.of("bootstrap.servers", "localhost:9092", "security.protocol", "NONE"));

    private volatile @Nullable RuntimeException unexpected;

    private final LazyAdmin rowAdmin = new LazyAdmin(Map.of("bootstrap.servers", "localhost:9092"), (settings) -> {
        if (this.unexpected != null) {
            throw this.unexpected;
        }
        return this.noAdmin.get();
    });

    private final ProducerClients noProducers = new ProducerClients(Map.of(), (settings) -> {
        throw new IllegalStateException("No producer is needed");
    }, new ProducerFactory.Listener<>() {
    });

    private final LoopWatch watch = new LoopWatch(Duration.ofMinutes(1));

    private final StreamTopic definitions = new StreamTopic(this.noAdmin, () -> this.consumer, this.noProducers,
            Duration.ofSeconds(30), this.watch);

    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();

    private StreamOpener opener;

    private PartitionStreams streams;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        this.consumer.updatePartitions(Topics.STREAMS,
                List.of(new PartitionInfo(Topics.STREAMS, 0, Node.noNode(), new Node[0], new Node[0])));
        this.consumer.updateBeginningOffsets(Map.of(DEFINITIONS, 0L));
        this.consumer.updateEndOffsets(Map.of(DEFINITIONS, 0L));
        this.definitions.start(1, (names, newest) -> {
        });
        this.opener = new StreamOpener(new DataDirectory(directory),
                new RowTopics(this.rowAdmin, new TopicProperties(1, (short) 1)));
        StreamProperties properties = new StreamProperties(Duration.ofSeconds(1), Duration.ofMillis(1),
                Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        this.streams = new PartitionStreams(0,
                new RunnerContext(this.definitions, new Positions(this.noAdmin, () -> this.consumer, this.watch),
                        this.opener, properties, new StreamMetrics(registry), Clock.systemUTC(), "producer-0",
                        this.watch),
                new RowPublisher(this.noProducers, "rows", new TransactionMetrics(registry)), this.mailbox::add);
        this.streams.readPositions();
        this.streams.begin();
    }

    @AfterEach
    void stop() {
        this.definitions.close();
        this.opener.close();
    }

    @Test
    void retriesToOpenAStream() throws InterruptedException {
        store(0, "air", StreamDefinition.create(spec("air", "AIR2308.csv", UNLIMITED), Instant.EPOCH));
        this.streams.follow("air");
        nextCommand().run();

        nextCommand().run();
        nextCommand().run();

        assertThat(this.streams.find("air")).hasValueSatisfying(
                (stream) -> assertThat(stream.lastError()).startsWith("Waits for Kafka: No client for the brokers"));
    }

    @Test
    void doesNotRetryToOpenADeletedStream() throws InterruptedException {
        store(0, "air", StreamDefinition.create(spec("air", "AIR2308.csv", UNLIMITED), Instant.EPOCH));
        this.streams.follow("air");
        nextCommand().run();
        Runnable again = nextCommand();
        store(1, "air", null);
        this.streams.follow("air");
        // Every later opening fails.
        this.opener.close();

        assertThatCode(again::run).doesNotThrowAnyException();

        assertThat(this.streams.all()).isEmpty();
    }

    @Test
    void reportsARepeatedFailureAfterAChangeOfThePace() throws InterruptedException {
        this.unexpected = new IllegalStateException("thrown by a test");
        StreamDefinition definition = StreamDefinition.create(spec("air", "AIR2308.csv", UNLIMITED), Instant.EPOCH);
        store(0, "air", definition);
        this.streams.follow("air");
        nextCommand().run();
        assertThat(report().path("failed").asBoolean()).isTrue();
        this.streams.acknowledge();
        assertThat(this.streams.statuses()).isEmpty();

        store(1, "air", definition.withSpec(definition.spec().withPace(new Pace.Interval(Duration.ofSeconds(1)))));
        this.streams.follow("air");

        assertThat(report().path("failed").asBoolean()).isTrue();
        assertThat(report().path("definition").asLong()).isEqualTo(1);
        assertThat(report().path("lastError").asString())
            .isEqualTo("java.lang.IllegalStateException: thrown by a test");
    }

    private JsonNode report() {
        assertThat(this.streams.statuses()).hasSize(1);
        return JsonMapper.builder().build().readTree(this.streams.statuses().get(0).value()).path("report");
    }

    private void store(long offset, String name, @Nullable StreamDefinition definition) {
        Optional<Long> stored = Optional.ofNullable(definition).map((any) -> offset);
        byte[] value = (definition != null) ? JsonMapper.builder().build().writeValueAsBytes(definition) : null;
        this.consumer.addRecord(new ConsumerRecord<>(Topics.STREAMS, 0, offset, name, value));
        await().until(() -> this.definitions.find(name).map(StreamDefinition::offset).equals(stored));
    }

    private Runnable nextCommand() throws InterruptedException {
        Runnable command = this.mailbox.poll(30, TimeUnit.SECONDS);
        assertThat(command).isNotNull();
        return command;
    }

}

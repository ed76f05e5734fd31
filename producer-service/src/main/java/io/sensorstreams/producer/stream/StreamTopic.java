package io.sensorstreams.producer.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.sensorstreams.common.topic.LazyAdmin;
import io.sensorstreams.common.topic.TopicTable;
import io.sensorstreams.common.topic.Topics;
import io.sensorstreams.producer.publish.ProducerClient;
import io.sensorstreams.producer.publish.ProducerClients;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The definitions of all streams: JSON, keyed by name, in the topic
 * {@value Topics#STREAMS}. A stream's partition decides which replica runs it.
 * Thread-safe.
 */
final class StreamTopic implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder()
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();

    private final LazyAdmin admin;

    private final Supplier<Consumer<String, byte[]>> consumers;

    private final ProducerClients producers;

    private final Duration timeout;

    private volatile @Nullable Started started;

    /** What is there once Kafka has answered. */
    private record Started(TopicTable<StreamDefinition> table, ProducerClient writer, int partitions) {

    }

    /**
     * Creates the access to the definitions; {@link #start} begins to read.
     * @param timeout how long a call waits for Kafka at most
     */
    StreamTopic(LazyAdmin admin, Supplier<Consumer<String, byte[]>> consumers, ProducerClients producers,
            Duration timeout) {
        this.admin = admin;
        this.consumers = consumers;
        this.producers = producers;
        this.timeout = timeout;
    }

    /**
     * Reads the topic, which must exist, and goes on reading it.
     * @param partitions number of its partitions
     * @param listener is told the names of streams that change later
     * @throws TimeoutException when it was not read in time
     */
    void start(int partitions, TopicTable.ChangeListener listener) throws TimeoutException, InterruptedException {
        TopicTable<StreamDefinition> table = new TopicTable<>(Topics.STREAMS, this.admin.get(), this.consumers,
                (record) -> MAPPER.readValue(record.value(), StreamDefinition.class), (names, newest) -> {
                    if (this.started != null) {
                        listener.changed(names, newest);
                    }
                });
        table.start();
        table.awaitLoaded(this.timeout);
        this.started = new Started(table, this.producers.plain(Topics.STREAMS + "-writer", quick()), partitions);
    }

    private Map<String, Object> quick() {
        int millis = Math.toIntExact(this.timeout.toMillis());
        return Map.of(ProducerConfig.LINGER_MS_CONFIG, 0, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis, ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    }

    /**
     * The partition of a stream, here and in the positions: the one that Kafka's own
     * partitioner chooses for the key.
     */
    int partitionOf(String name) {
        return Utils.toPositive(Utils.murmur2(name.getBytes(StandardCharsets.UTF_8))) % started().partitions();
    }

    Optional<StreamDefinition> find(String name) {
        return started().table().get(name);
    }

    List<StreamDefinition> all() {
        return started().table().values();
    }

    /**
     * Waits until all definitions of a partition were read.
     * @return names of its streams
     */
    List<String> awaitCaughtUp(int partition, Duration atMost) throws TimeoutException, InterruptedException {
        started().table().awaitCaughtUp(partition, atMost);
        return all().stream().map(StreamDefinition::name).filter((name) -> partitionOf(name) == partition).toList();
    }

    /** Stores definitions; when this returns, they are what {@link #find} gives. */
    void write(List<StreamDefinition> definitions) {
        send(definitions.stream()
            .map((definition) -> record(definition.name(), MAPPER.writeValueAsBytes(definition)))
            .toList());
    }

    /** Removes a definition; when this returns, {@link #find} gives none. */
    void delete(String name) {
        send(List.of(record(name, null)));
    }

    private ProducerRecord<byte[], byte[]> record(String name, byte @Nullable [] value) {
        return new ProducerRecord<>(Topics.STREAMS, partitionOf(name), name.getBytes(StandardCharsets.UTF_8), value);
    }

    private void send(List<ProducerRecord<byte[], byte[]>> records) {
        Started kafka = started();
        try {
            List<Future<RecordMetadata>> answers = new ArrayList<>();
            records.forEach((record) -> answers.add(kafka.writer().producer().send(record)));
            Map<Integer, Long> last = new HashMap<>();
            for (Future<RecordMetadata> answer : answers) {
                RecordMetadata written = answer.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
                last.merge(written.partition(), written.offset(), Math::max);
            }
            for (Map.Entry<Integer, Long> written : last.entrySet()) {
                kafka.table().awaitRecord(written.getKey(), written.getValue(), this.timeout);
            }
        }
        catch (ExecutionException e) {
            throw new BrokerUnavailableException(String.valueOf(e.getCause()), e);
        }
        catch (KafkaException | TimeoutException e) {
            throw new BrokerUnavailableException(e.toString(), e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailableException("the service stops", e);
        }
    }

    private Started started() {
        Started kafka = this.started;
        if (kafka == null) {
            throw new BrokerUnavailableException(
                    "it has not answered since the service started; the streams are stored there", null);
        }
        return kafka;
    }

    @Override
    public void close() {
        Started kafka = this.started;
        if (kafka != null) {
            kafka.table().close();
            kafka.writer().close(Duration.ZERO);
        }
    }

}

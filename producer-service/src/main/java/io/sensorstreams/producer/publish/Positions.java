package io.sensorstreams.producer.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.sensorstreams.common.topic.LazyAdmin;
import io.sensorstreams.common.topic.TopicTable;
import io.sensorstreams.common.topic.Topics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stored positions of all streams: JSON, keyed by the stream's name, in the topic
 * {@value Topics#POSITIONS}. Thread-safe.
 */
public final class Positions implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder()
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();

    private final LazyAdmin admin;

    private final Supplier<Consumer<String, byte[]>> consumers;

    private volatile @Nullable TopicTable<StreamPosition> table;

    /**
     * Creates the access to the positions; {@link #start} begins to read.
     */
    public Positions(LazyAdmin admin, Supplier<Consumer<String, byte[]>> consumers) {
        this.admin = admin;
        this.consumers = consumers;
    }

    /**
     * Reads the topic, which must exist, and goes on reading it.
     * @throws TimeoutException when it was not read in time
     */
    public void start(Duration timeout) throws TimeoutException, InterruptedException {
        TopicTable<StreamPosition> started = new TopicTable<>(Topics.POSITIONS, this.admin.get(), this.consumers,
                (record) -> MAPPER.readValue(record.value(), StreamPosition.class));
        this.table = started;
        started.start();
        started.awaitLoaded(timeout);
    }

    /** The stored position of a stream, as far as it was read. */
    public Optional<StreamPosition> find(String stream) {
        TopicTable<StreamPosition> started = this.table;
        return (started != null) ? started.get(stream) : Optional.empty();
    }

    /**
     * Waits until all that is stored in a partition at the time of the call was read.
     * @throws TimeoutException when it was not in time
     */
    public void awaitCaughtUp(int partition, Duration timeout) throws TimeoutException, InterruptedException {
        TopicTable<StreamPosition> started = this.table;
        if (started == null) {
            throw new TimeoutException("Topic " + Topics.POSITIONS + " is not being read yet");
        }
        started.awaitCaughtUp(partition, timeout);
    }

    /**
     * Makes the record that stores a position.
     * @param partition the stream's partition
     */
    public static ProducerRecord<byte[], byte[]> record(StreamPosition position, int partition) {
        return new ProducerRecord<>(Topics.POSITIONS, partition, position.stream().getBytes(StandardCharsets.UTF_8),
                MAPPER.writeValueAsBytes(position));
    }

    @Override
    public void close() {
        TopicTable<StreamPosition> started = this.table;
        if (started != null) {
            started.close();
        }
    }

}

package io.sensorstreams.producer.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the topic {@value Topics#POSITIONS} and makes its records. It holds a
 * {@link StreamStatus} for each stream, keyed by name, and an {@link Ownership} for each
 * partition, keyed {@code partition/<number>}. Thread-safe.
 */
public final class Positions implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final String PARTITION = OwnerRecordDecoder.PARTITION;

    private final TopicTable<OwnerRecord> table;

    private volatile int partitions;

    /**
     * Creates the reader; {@link #start} starts reading.
     */
    public Positions(LazyAdmin admin, Supplier<Consumer<String, byte[]>> consumers, LoopWatch watch) {
        this.table = new TopicTable<>(Topics.POSITIONS, admin, consumers,
                new OwnerRecordDecoder((stream) -> StreamPartitions.of(stream, this.partitions)), watch);
    }

    /**
     * Reads the topic, which must exist, and follows it in the background.
     * @param count number of its partitions
     * @throws TimeoutException when it was not read in time
     */
    public void start(int count, Duration timeout) throws TimeoutException, InterruptedException {
        this.partitions = count;
        this.table.start();
        this.table.awaitLoaded(timeout);
    }

    /** Returns the table that reads the topic. */
    public TopicTable<OwnerRecord> table() {
        return this.table;
    }

    /** The stored position of a stream, as far as the topic was read. */
    public Optional<StreamPosition> find(String stream) {
        return status(stream).map(StreamStatus::position);
    }

    /**
     * The status that the owner of a stream stored last, as far as the topic was read.
     */
    public Optional<StreamStatus> status(String stream) {
        return value(stream, StreamStatus.class);
    }

    /** The ownership of a partition, as far as the topic was read. */
    public Optional<Ownership> ownership(int partition) {
        return value(PARTITION + partition, Ownership.class);
    }

    private <T extends OwnerRecord> Optional<T> value(String key, Class<T> type) {
        return this.table.get(key).map(type::cast);
    }

    /**
     * Waits until all records that a partition holds at the time of the call are read.
     * @throws TimeoutException when they are not read in time
     */
    public void awaitCaughtUp(int partition, Duration timeout) throws TimeoutException, InterruptedException {
        this.table.awaitCaughtUp(partition, timeout);
    }

    /**
     * Waits until the owner of a partition has applied a record of
     * {@code sensor-streams}.
     * @param offset offset of the record
     * @throws TimeoutException when the owner does not apply it in time
     */
    public void awaitApplied(int partition, long offset, Duration timeout)
            throws TimeoutException, InterruptedException {
        this.table.awaitValue(PARTITION + partition,
                (value) -> value instanceof Ownership ownership && ownership.applied() >= offset, timeout);
    }

    /**
     * Creates the record that stores the status of a stream.
     * @param partition the stream's partition
     */
    public static ProducerRecord<byte[], byte[]> record(StreamStatus status, int partition) {
        return record(status.position().stream(), status, partition);
    }

    /**
     * Creates the record that stores the owner of a partition.
     */
    public static ProducerRecord<byte[], byte[]> record(Ownership ownership, int partition) {
        return record(PARTITION + partition, ownership, partition);
    }

    private static ProducerRecord<byte[], byte[]> record(String key, OwnerRecord value, int partition) {
        return new ProducerRecord<>(Topics.POSITIONS, partition, key.getBytes(StandardCharsets.UTF_8),
                MAPPER.writeValueAsBytes(value));
    }

    @Override
    public void close() {
        this.table.close();
    }

}

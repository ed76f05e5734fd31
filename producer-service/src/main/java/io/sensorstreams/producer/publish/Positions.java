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
 * Reads and writes the topic {@value Topics#POSITIONS}: a {@link StreamStatus} for each
 * stream, keyed by name, and an {@link Ownership} for each partition, keyed {@code
 * partition/<number>}. The owner of the partition stores them in the transaction of the
 * rows. Values are known as far as the topic was read. Thread-safe.
 */
public final class Positions implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final String PARTITION = OwnerRecordDecoder.PARTITION;

    private final TopicTable<OwnerRecord> table;

    private volatile int partitions;

    public Positions(LazyAdmin admin, Supplier<Consumer<String, byte[]>> consumers, LoopWatch watch) {
        this.table = new TopicTable<>(Topics.POSITIONS, admin, consumers,
                new OwnerRecordDecoder((stream) -> StreamPartitions.of(stream, this.partitions)), watch);
    }

    /**
     * Reads the topic, which must exist, and follows it in the background.
     * @throws TimeoutException when it was not read in time
     */
    public void start(int count, Duration timeout) throws TimeoutException, InterruptedException {
        this.partitions = count;
        this.table.start();
        this.table.awaitLoaded(timeout);
    }

    public TopicTable<OwnerRecord> table() {
        return this.table;
    }

    public Optional<StreamPosition> find(String stream) {
        return status(stream).map(StreamStatus::position);
    }

    public Optional<StreamStatus> status(String stream) {
        return value(stream, StreamStatus.class);
    }

    public Optional<Ownership> ownership(int partition) {
        return value(PARTITION + partition, Ownership.class);
    }

    private <T extends OwnerRecord> Optional<T> value(String key, Class<T> type) {
        return this.table.get(key).map(type::cast);
    }

    /** See {@link TopicTable#awaitCaughtUp(int, Duration)}. */
    public void awaitCaughtUp(int partition, Duration timeout) throws TimeoutException, InterruptedException {
        this.table.awaitCaughtUp(partition, timeout);
    }

    /**
     * Waits until the owner of a partition has applied this record of {@code
     * sensor-streams}.
     */
    public void awaitApplied(int partition, long offset, Duration timeout)
            throws TimeoutException, InterruptedException {
        this.table.awaitValue(PARTITION + partition,
                (value) -> value instanceof Ownership ownership && ownership.applied() >= offset, timeout);
    }

    public static ProducerRecord<byte[], byte[]> record(StreamStatus status, int partition) {
        return record(status.position().stream(), status, partition);
    }

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

package io.sensorstreams.producer.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.sensorstreams.common.topic.LazyAdmin;
import io.sensorstreams.common.topic.RefusedRecord;
import io.sensorstreams.common.topic.TopicTable;
import io.sensorstreams.common.topic.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes the topic {@value Topics#POSITIONS}: a {@link StreamStatus} for each
 * stream, keyed by name, and an {@link Ownership} for each partition, keyed {@code
 * partition/<number>}. The owner of the partition stores them in the transaction of the
 * rows. Values are known as far as the topic was read. Thread-safe.
 */
public final class Positions implements RefusedRecord.Source, AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final String PARTITION = OwnerRecordDecoder.PARTITION;

    private final LazyAdmin admin;

    private final Supplier<Consumer<String, byte[]>> consumers;

    private final LoopWatch watch;

    private volatile @Nullable TopicTable<OwnerRecord> table;

    public Positions(LazyAdmin admin, Supplier<Consumer<String, byte[]>> consumers, LoopWatch watch) {
        this.admin = admin;
        this.consumers = consumers;
        this.watch = watch;
    }

    /**
     * Reads the topic, which must exist, and follows it in the background.
     * @throws TimeoutException when it was not read in time
     */
    public void start(int partitions, Duration timeout) throws TimeoutException, InterruptedException {
        TopicTable<OwnerRecord> started = new TopicTable<>(Topics.POSITIONS, this.admin, this.consumers,
                new OwnerRecordDecoder((stream) -> StreamPartitions.of(stream, partitions)), this.watch);
        this.table = started;
        started.start();
        started.awaitLoaded(timeout);
    }

    @Override
    public String topic() {
        return Topics.POSITIONS;
    }

    /** See {@link TopicTable#readRecreated}. */
    public void readRecreated() {
        table().ifPresent(TopicTable::readRecreated);
    }

    @Override
    public List<RefusedRecord> refused() {
        return table().map(TopicTable::refused).orElseGet(List::of);
    }

    @Override
    public long refusedCount() {
        return table().map(TopicTable::refusedCount).orElse(0L);
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
        return table().flatMap((started) -> started.get(key)).map(type::cast);
    }

    private Optional<TopicTable<OwnerRecord>> table() {
        return Optional.ofNullable(this.table);
    }

    /** See {@link TopicTable#awaitCaughtUp(int, Duration)}. */
    public void awaitCaughtUp(int partition, Duration timeout) throws TimeoutException, InterruptedException {
        started().awaitCaughtUp(partition, timeout);
    }

    /**
     * Waits until the owner of a partition has applied this record of {@code
     * sensor-streams}.
     */
    public void awaitApplied(int partition, long offset, Duration timeout)
            throws TimeoutException, InterruptedException {
        started().awaitValue(PARTITION + partition,
                (value) -> value instanceof Ownership ownership && ownership.applied() >= offset, timeout);
    }

    private TopicTable<OwnerRecord> started() throws TimeoutException {
        return table().orElseThrow(() -> new TimeoutException("Topic " + Topics.POSITIONS + " is not being read yet"));
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
        table().ifPresent(TopicTable::close);
    }

}

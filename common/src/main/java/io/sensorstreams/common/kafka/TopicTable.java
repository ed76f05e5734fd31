package io.sensorstreams.common.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.sensorstreams.common.watch.LoopWatch;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.ConsumerFactory;

/**
 * Holds the latest value of each key of a compacted topic. A dedicated thread reads the
 * topic. Reading methods may be called from any thread.
 */
public final class TopicTable<V> implements AutoCloseable {

    @FunctionalInterface
    public interface ChangeListener {

        /**
         * Called after the table has changed; must not block.
         * @param keys keys of the records that were read, and keys that may have been
         * removed
         * @param newest offset of the newest record that was read, by partition
         */
        void changed(Set<String> keys, Map<Integer, Long> newest);

    }

    /** Validates and decodes the records of one topic. */
    @FunctionalInterface
    public interface Decoder<V> {

        /** Decodes a record with a value and a valid key. */
        V decode(ConsumerRecord<String, byte[]> record) throws RefusedRecordException;

        /** Validates the key of a record, including that of a tombstone. */
        default void checkKey(String key, int partition) throws RefusedRecordException {
        }

        /**
         * Returns the decoder for a topic with this number of partitions. Called each
         * time the topic is read from its beginning.
         */
        default Decoder<V> ofPartitions(int partitions) {
            return this;
        }

    }

    private static final Duration STOP = Duration.ofSeconds(5);

    private final String topic;

    private final LazyAdmin admin;

    private final LoopWatch watch;

    private final Supplier<TableReader<V>> readers;

    /** Created by each start; the first one is not started. */
    private volatile TableReader<V> reader;

    private volatile @Nullable Thread thread;

    public TopicTable(String topic, LazyAdmin admin, Supplier<Consumer<String, byte[]>> consumers, Decoder<V> decoder,
            LoopWatch watch) {
        this(topic, admin, consumers, decoder, watch, TableReader.NOBODY);
    }

    /**
     * Creates the table; {@link #start} starts reading.
     * @param admin client for the end offsets of the topic; the caller closes it
     * @param consumers creates the {@code read_committed} consumer that the table's
     * thread uses and closes
     * @param listener called for changes, on the table's thread
     */
    public TopicTable(String topic, LazyAdmin admin, Supplier<Consumer<String, byte[]>> consumers, Decoder<V> decoder,
            LoopWatch watch, ChangeListener listener) {
        this(topic, admin, watch,
                () -> new TableReader<>(topic, consumers, decoder, listener, TableReader.Time.SYSTEM));
    }

    TopicTable(String topic, LazyAdmin admin, LoopWatch watch, Supplier<TableReader<V>> readers) {
        this.topic = topic;
        this.admin = admin;
        this.watch = watch;
        this.readers = readers;
        this.reader = readers.get();
    }

    /** Returns a supplier of consumers for a table, with the settings of a factory. */
    @SuppressWarnings("unchecked") // the overrides decide the types
    public static Supplier<Consumer<String, byte[]>> consumers(ConsumerFactory<?, ?> factory, String topic) {
        Properties overrides = new Properties();
        overrides.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        overrides.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        overrides.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A topic that a broker creates is not compacted.
        overrides.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        overrides.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        overrides.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return () -> (Consumer<String, byte[]>) factory.createConsumer(null, topic + "-table", null, overrides);
    }

    public String topic() {
        return this.topic;
    }

    /**
     * Starts reading the topic from its beginning, also after {@link #close}. Until the
     * end is reached, the table is empty.
     */
    public void start() {
        TableReader<V> started = this.readers.get();
        started.knows(this.reader.refusal());
        Thread dedicated = new Thread(() -> {
            try (LoopWatch.Loop loop = this.watch.start(Thread.currentThread().getName())) {
                started.run(loop);
            }
        }, "table-" + this.topic);
        dedicated.setDaemon(true);
        this.reader = started;
        this.thread = dedicated;
        dedicated.start();
    }

    public Optional<V> get(String key) {
        return this.reader.contents().get(key);
    }

    public List<V> values() {
        return this.reader.contents().values();
    }

    /**
     * Returns the invalid records that no valid record or tombstone with the same key has
     * followed, at most some thousands.
     */
    public List<RefusedRecord> refused() {
        return this.reader.contents().refused();
    }

    /** Returns all valid keys whose newest record is invalid. */
    public Stream<String> refusedKeys() {
        return this.reader.contents().refusedKeys();
    }

    /**
     * Why Kafka refuses to let this service read the topic; empty when it does not. The
     * table has the values that were read before.
     */
    public Optional<String> refusal() {
        return Optional.ofNullable(this.reader.refusal());
    }

    public long refusedCount() {
        return this.reader.refusedCount();
    }

    /**
     * Waits until the table contains all records that were committed when the table
     * started. Does not wait for open transactions.
     */
    public void awaitLoaded(Duration timeout) throws TimeoutException, InterruptedException {
        this.reader.progress().await((reached) -> !reached.isEmpty(), "the end that it had then", timeout);
    }

    /**
     * Waits until the table contains all records that the topic holds at the time of the
     * call. Waits for the high watermark, not the last stable offset, to include
     * transactions that are being committed.
     * @throws TimeoutException when the broker does not answer in time, or the records
     * are not read in another such time
     */
    public void awaitCaughtUp(Duration timeout) throws TimeoutException, InterruptedException {
        awaitLoaded(timeout);
        List<Integer> partitions = this.reader.progress()
            .positions()
            .keySet()
            .stream()
            .map(TopicPartition::partition)
            .toList();
        awaitReached(endOffsets(partitions, timeout), timeout);
    }

    /**
     * Works like {@link #awaitCaughtUp(Duration)}, for one partition.
     * @return end of the partition, exclusive
     */
    public long awaitCaughtUp(int partition, Duration timeout) throws TimeoutException, InterruptedException {
        Map<TopicPartition, Long> ends = endOffsets(List.of(partition), timeout);
        awaitReached(ends, timeout);
        return ends.values().iterator().next();
    }

    public void awaitRecord(int partition, long offset, Duration timeout)
            throws TimeoutException, InterruptedException {
        awaitReached(Map.of(new TopicPartition(this.topic, partition), offset + 1), timeout);
    }

    public void awaitValue(String key, Predicate<V> wanted, Duration timeout)
            throws TimeoutException, InterruptedException {
        this.reader.progress()
            .await((reached) -> get(key).filter(wanted).isPresent(), "the awaited value of '" + key + "'", timeout);
    }

    /**
     * Reads the topic from its beginning again, after it was recreated. Known values are
     * kept until the new topic has other values for their keys.
     */
    public void readRecreated() {
        this.reader.readRecreated();
    }

    private void awaitReached(Map<TopicPartition, Long> ends, Duration timeout)
            throws TimeoutException, InterruptedException {
        this.reader.progress().await((reached) -> TableProgress.covers(reached, ends), ends.toString(), timeout);
    }

    private Map<TopicPartition, Long> endOffsets(List<Integer> partitions, Duration timeout)
            throws TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach((partition) -> latest.put(new TopicPartition(this.topic, partition), OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        try {
            this.admin
                .ask((client, millis) -> client
                    .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED).timeoutMs(millis))
                    .all(), timeout)
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        }
        catch (ExecutionException | TimeoutException e) {
            throw LazyAdmin.unanswered("The end of topic " + this.topic + " is not known: " + e.getMessage(), e);
        }
        return ends;
    }

    /** Stops reading; waits at most a few seconds for the table's thread. */
    @Override
    public void close() {
        this.reader.stop();
        Thread reading = this.thread;
        try {
            if (reading != null) {
                reading.join(STOP.toMillis());
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

}

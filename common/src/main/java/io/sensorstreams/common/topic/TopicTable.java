package io.sensorstreams.common.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.sensorstreams.common.watch.LoopWatch;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the latest value of each key of a compacted topic. A dedicated thread reads the
 * topic. Reading methods may be called from any thread.
 *
 * @param <V> type of the values
 */
public final class TopicTable<V> implements AutoCloseable {

    /** Listener for changed keys. */
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

    /**
     * Reads and validates the records of one topic.
     *
     * @param <V> type of the values
     */
    @FunctionalInterface
    public interface Decoder<V> {

        /**
         * Decodes a record with a value and a valid key.
         * @throws RefusedRecordException when the record is invalid
         */
        V decode(ConsumerRecord<String, byte[]> record) throws RefusedRecordException;

        /**
         * Validates the key of a record, including that of a tombstone.
         * @throws RefusedRecordException when the key is not valid in this partition
         */
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

    private static final Logger LOGGER = LoggerFactory.getLogger(TopicTable.class);

    private static final Duration POLL = Duration.ofMillis(500);

    /**
     * Pause between polls while no caller waits, so that a topic with hundreds of
     * transactions per second is not fetched once for each.
     */
    private static final Duration GATHER = Duration.ofMillis(20);

    private static final Duration RETRY = Duration.ofSeconds(1);

    /**
     * Kafka's default of 30 seconds is too long for a service that stops without its
     * broker.
     */
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private static final Duration STOP = Duration.ofSeconds(5);

    private static final ChangeListener NOBODY = (keys, newest) -> {
    };

    private final String topic;

    private final LazyAdmin admin;

    private final Supplier<Consumer<String, byte[]>> consumers;

    private final Decoder<V> decoder;

    private final RefusalLog refusals = new RefusalLog();

    private final ChangeListener listener;

    private final LoopWatch watch;

    private final Object moved = new Object();

    private final AtomicInteger waiting = new AtomicInteger();

    private final Thread thread;

    /**
     * Complete up to {@link #positions}. When the topic is read from its beginning again,
     * the new contents replace these only at the end of the topic.
     */
    private volatile TableContents<V> contents;

    private volatile Map<TopicPartition, Long> positions = Map.of();

    /**
     * Number of times that {@link #positions} was replaced; written by the table's
     * thread.
     */
    private volatile long moves;

    private volatile @Nullable Consumer<String, byte[]> consumer;

    private volatile boolean stopping;

    /**
     * Whether the topic was recreated; every later reading starts with the values known
     * before.
     */
    private volatile boolean recreated;

    private volatile boolean beginsAgain;

    /**
     * Creates the table; {@link #start} starts reading.
     * @param topic compacted topic, which must exist when {@link #start} is called
     * @param admin client for the end offsets of the topic; the caller closes it
     * @param consumers creates the {@code read_committed} consumer that the table's
     * thread uses and closes
     * @param decoder decodes and validates records
     * @param watch watches the table's thread
     */
    public TopicTable(String topic, LazyAdmin admin, Supplier<Consumer<String, byte[]>> consumers, Decoder<V> decoder,
            LoopWatch watch) {
        this(topic, admin, consumers, decoder, watch, NOBODY);
    }

    /**
     * Creates the table with a listener; {@link #start} starts reading.
     * @param topic compacted topic, which must exist when {@link #start} is called
     * @param admin client for the end offsets of the topic; the caller closes it
     * @param consumers creates the {@code read_committed} consumer that the table's
     * thread uses and closes
     * @param decoder decodes and validates records
     * @param watch watches the table's thread
     * @param listener called for changes, on the table's thread
     */
    public TopicTable(String topic, LazyAdmin admin, Supplier<Consumer<String, byte[]>> consumers, Decoder<V> decoder,
            LoopWatch watch, ChangeListener listener) {
        this.topic = topic;
        this.admin = admin;
        this.consumers = consumers;
        this.decoder = decoder;
        this.contents = new TableContents<>(decoder, this.refusals);
        this.listener = listener;
        this.watch = watch;
        this.thread = new Thread(this::run, "table-" + topic);
        this.thread.setDaemon(true);
    }

    /** Starts reading the topic from its beginning. */
    public void start() {
        this.thread.start();
    }

    /** Returns the value of a key; empty when there is none. */
    public Optional<V> get(String key) {
        return this.contents.get(key);
    }

    /** Returns all current values. */
    public List<V> values() {
        return this.contents.values();
    }

    /**
     * Returns the invalid records that no valid record or tombstone with the same key has
     * followed; the number is limited to some thousands.
     */
    public List<RefusedRecord> refused() {
        return this.contents.refused();
    }

    /**
     * Returns all keys whose newest record is invalid. Contains only keys that the
     * decoder accepts.
     */
    public Stream<String> refusedKeys() {
        return this.contents.refusedKeys();
    }

    /** Returns the number of invalid records since {@link #start}. */
    public long refusedCount() {
        return this.refusals.count();
    }

    /**
     * Waits until the table contains all records that were committed when the table
     * started. Does not wait for open transactions.
     * @param timeout longest wait
     * @throws TimeoutException when the records are not read in time
     */
    public void awaitLoaded(Duration timeout) throws TimeoutException, InterruptedException {
        await((reached) -> !reached.isEmpty(), "the end that it had then", timeout);
    }

    /**
     * Waits until the table contains all records that the topic holds at the time of the
     * call. Waits for the high watermark, not the last stable offset, to include
     * transactions that are being committed.
     * @param timeout longest wait for the broker's answer, and then for the table
     * @throws TimeoutException when the broker does not answer, or the records are not
     * read in time
     */
    public void awaitCaughtUp(Duration timeout) throws TimeoutException, InterruptedException {
        awaitLoaded(timeout);
        List<Integer> partitions = this.positions.keySet().stream().map(TopicPartition::partition).toList();
        awaitReached(endOffsets(partitions, timeout), timeout);
    }

    /**
     * Works like {@link #awaitCaughtUp(Duration)}, for one partition. Does not wait for
     * open transactions in other partitions.
     * @return end of the partition, exclusive
     */
    public long awaitCaughtUp(int partition, Duration timeout) throws TimeoutException, InterruptedException {
        Map<TopicPartition, Long> ends = endOffsets(List.of(partition), timeout);
        awaitReached(ends, timeout);
        return ends.values().iterator().next();
    }

    /**
     * Waits until a record is in the table.
     * @param partition partition of the record
     * @param offset offset of the record
     * @param timeout longest wait
     * @throws TimeoutException when the record is not read in time
     */
    public void awaitRecord(int partition, long offset, Duration timeout)
            throws TimeoutException, InterruptedException {
        awaitReached(Map.of(new TopicPartition(this.topic, partition), offset + 1), timeout);
    }

    /**
     * Waits until the value of a key matches a predicate.
     * @param timeout longest wait
     * @throws TimeoutException when the key has no matching value in time
     */
    public void awaitValue(String key, Predicate<V> wanted, Duration timeout)
            throws TimeoutException, InterruptedException {
        await((reached) -> get(key).filter(wanted).isPresent(), "the awaited value of '" + key + "'", timeout);
    }

    /**
     * Reads the topic from its beginning again, after it was recreated. Known values are
     * kept until the new topic has other values for their keys.
     */
    public void readRecreated() {
        this.recreated = true;
        this.beginsAgain = true;
        Consumer<String, byte[]> current = this.consumer;
        if (current != null) {
            current.wakeup();
        }
    }

    private void awaitReached(Map<TopicPartition, Long> ends, Duration timeout)
            throws TimeoutException, InterruptedException {
        await((reached) -> covers(reached, ends), ends.toString(), timeout);
    }

    private void await(Predicate<Map<TopicPartition, Long>> enough, String wanted, Duration timeout)
            throws TimeoutException, InterruptedException {
        this.waiting.incrementAndGet();
        LockSupport.unpark(this.thread);
        try {
            awaitMoves(enough, wanted, timeout);
        }
        finally {
            this.waiting.decrementAndGet();
        }
    }

    private void awaitMoves(Predicate<Map<TopicPartition, Long>> enough, String wanted, Duration timeout)
            throws TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        long seen = this.moves;
        while (!enough.test(this.positions)) {
            if (!awaitMove(seen, deadline)) {
                throw new TimeoutException("Topic " + this.topic + " was not read up to " + wanted + " within "
                        + timeout + "; reached " + this.positions);
            }
            seen = this.moves;
        }
    }

    /**
     * Waits until {@link #moves} changes.
     * @param seen number of moves that the caller has seen
     * @return whether it changed before the deadline
     */
    private boolean awaitMove(long seen, long deadline) throws InterruptedException {
        synchronized (this.moved) {
            while (this.moves == seen) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                this.moved.wait(left);
            }
            return true;
        }
    }

    private static boolean covers(Map<TopicPartition, Long> reached, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch((end) -> reached.getOrDefault(end.getKey(), -1L) >= end.getValue());
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
            throw (TimeoutException) new TimeoutException(
                    "The end of topic " + this.topic + " is not known: " + e.getMessage())
                .initCause(e);
        }
        return ends;
    }

    private void run() {
        try (LoopWatch.Loop loop = this.watch.start(this.thread.getName())) {
            run(loop);
        }
    }

    private void run(LoopWatch.Loop loop) {
        while (!this.stopping) {
            loop.tick();
            try {
                followOne(loop);
            }
            catch (WakeupException e) {
                LOGGER.atDebug().addKeyValue("topic", this.topic).log("Table closed");
            }
            // The outermost frame of the thread: an exception would end the updates of
            // the table.
            catch (RuntimeException | Error e) {
                LOGGER.atWarn()
                    .addKeyValue("topic", this.topic)
                    .setCause(e)
                    .log("Reading a table failed; reading it again from the beginning");
                awaitRetry();
            }
        }
    }

    private void followOne(LoopWatch.Loop loop) {
        Consumer<String, byte[]> opened = this.consumers.get();
        try {
            this.consumer = opened;
            follow(opened, loop);
        }
        finally {
            opened.close(CloseOptions.timeout(CLOSE));
        }
    }

    /**
     * Waits for the retry interval. A call of {@link #await} unparks the thread, but does
     * not end this wait.
     */
    private void awaitRetry() {
        long end = System.nanoTime() + RETRY.toNanos();
        for (long left = RETRY.toNanos(); left > 0 && !this.stopping; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void follow(Consumer<String, byte[]> consumer, LoopWatch.Loop loop) {
        List<TopicPartition> partitions = consumer.partitionsFor(this.topic)
            .stream()
            .map((partition) -> new TopicPartition(this.topic, partition.partition()))
            .toList();
        loop.tick();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        TableContents<V> read = newContents(partitions.size());
        Set<String> changed = new HashSet<>(this.contents.byKey().keySet());
        Map<Integer, Long> newest = new HashMap<>();
        while (!this.stopping) {
            loop.tick();
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                read.apply(record).ifPresent(changed::add);
                newest.put(record.partition(), record.offset());
            }
            Map<TopicPartition, Long> reached = new HashMap<>();
            partitions.forEach((partition) -> {
                loop.tick();
                reached.put(partition, consumer.position(partition));
            });
            if (this.contents == read || covers(reached, ends)) {
                this.contents = read;
                tell(changed, newest);
                publish(reached);
                gather(newest);
                changed.clear();
                newest.clear();
            }
        }
    }

    private TableContents<V> newContents(int partitions) {
        TableContents<V> read = new TableContents<>(this.decoder.ofPartitions(partitions), this.refusals);
        if (this.recreated) {
            read.take(this.contents);
        }
        if (this.beginsAgain) {
            this.beginsAgain = false;
            this.refusals.restart();
            publish(Map.of());
        }
        return read;
    }

    /** Calls the listener before waiting callers return, so that they see its effects. */
    private void tell(Set<String> changed, Map<Integer, Long> newest) {
        if (!changed.isEmpty()) {
            this.listener.changed(Set.copyOf(changed), Map.copyOf(newest));
        }
    }

    private void publish(Map<TopicPartition, Long> reached) {
        synchronized (this.moved) {
            this.positions = Map.copyOf(reached);
            this.moves = this.moves + 1;
            this.moved.notifyAll();
        }
    }

    private void gather(Map<Integer, Long> newest) {
        if (this.listener == NOBODY && this.waiting.get() == 0 && !newest.isEmpty()) {
            LockSupport.parkNanos(GATHER.toNanos());
        }
    }

    /** Stops reading; waits at most a few seconds for the table's thread. */
    @Override
    public void close() {
        this.stopping = true;
        Consumer<String, byte[]> current = this.consumer;
        if (current != null) {
            current.wakeup();
        }
        LockSupport.unpark(this.thread);
        try {
            this.thread.join(STOP.toMillis());
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

}

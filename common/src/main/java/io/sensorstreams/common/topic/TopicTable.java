package io.sensorstreams.common.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest value of each key of a compacted topic, kept current by a thread of its own.
 * Reading methods may be called from any thread.
 *
 * @param <V> what a record's value means
 */
public final class TopicTable<V> implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(TopicTable.class);

    private static final Duration POLL = Duration.ofMillis(500);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final Duration STOP = Duration.ofSeconds(5);

    private final String topic;

    private final Admin admin;

    private final Supplier<Consumer<String, byte[]>> consumers;

    private final Function<byte[], V> decoder;

    private final Object moved = new Object();

    private final Thread thread;

    /**
     * Complete up to {@link #positions}: a reading that starts over replaces it only when
     * it has come as far as the topic's end.
     */
    private volatile Map<String, V> values = Map.of();

    private volatile Map<TopicPartition, Long> positions = Map.of();

    private volatile boolean stopping;

    /**
     * Creates the table; {@link #start} begins to read.
     * @param topic compacted topic, which must exist by then
     * @param admin client to ask for the end of the topic; stays the caller's
     * @param consumers makes the {@code read_committed} consumer that the table's thread
     * uses and closes
     * @param decoder makes a value of a record's bytes
     */
    public TopicTable(String topic, Admin admin, Supplier<Consumer<String, byte[]>> consumers,
            Function<byte[], V> decoder) {
        this.topic = topic;
        this.admin = admin;
        this.consumers = consumers;
        this.decoder = decoder;
        this.thread = new Thread(this::run, "table-" + topic);
        this.thread.setDaemon(true);
    }

    /** Starts to read the topic from its beginning. */
    public void start() {
        this.thread.start();
    }

    /** The value of a key, or empty when there is none. */
    public Optional<V> get(String key) {
        return Optional.ofNullable(this.values.get(key));
    }

    /** All values at this instant. */
    public List<V> values() {
        return List.copyOf(this.values.values());
    }

    /**
     * Waits until all that is decided in the topic at the time of the call is in the
     * table. It reads up to the high watermark, not the last stable offset: rows of a
     * transaction that is being ended must be seen too.
     * @param timeout how long to wait at most
     * @throws TimeoutException when the broker did not answer, or the table was not there
     * by then
     */
    public void awaitCaughtUp(Duration timeout) throws TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Map<TopicPartition, Long> ends = endOffsets(timeout);
        synchronized (this.moved) {
            while (!covers(this.positions, ends)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new TimeoutException("Topic " + this.topic + " was not read up to " + ends + " within "
                            + timeout + "; reached " + this.positions);
                }
                this.moved.wait(left);
            }
        }
    }

    private static boolean covers(Map<TopicPartition, Long> reached, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch((end) -> reached.getOrDefault(end.getKey(), -1L) >= end.getValue());
    }

    private Map<TopicPartition, Long> endOffsets(Duration timeout) throws TimeoutException, InterruptedException {
        try {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            this.admin.describeTopics(List.of(this.topic))
                .allTopicNames()
                .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .values()
                .stream()
                .flatMap((description) -> description.partitions().stream())
                .forEach((partition) -> latest.put(new TopicPartition(this.topic, partition.partition()),
                        OffsetSpec.latest()));
            Map<TopicPartition, Long> ends = new HashMap<>();
            this.admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .all()
                .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        }
        catch (ExecutionException e) {
            throw (TimeoutException) new TimeoutException(
                    "The end of topic " + this.topic + " is not known: " + e.getMessage())
                .initCause(e);
        }
    }

    private void run() {
        while (!this.stopping) {
            try (Consumer<String, byte[]> consumer = this.consumers.get()) {
                follow(consumer);
            }
            catch (InterruptException e) {
                return;
            }
            catch (RuntimeException e) {
                LOGGER.atWarn()
                    .addKeyValue("topic", this.topic)
                    .setCause(e)
                    .log("Reading a table failed; reading it again from the beginning");
                awaitRetry();
            }
        }
    }

    private void awaitRetry() {
        LockSupport.parkNanos(RETRY.toNanos());
    }

    private void follow(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(this.topic)
            .stream()
            .map((partition) -> new TopicPartition(this.topic, partition.partition()))
            .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<String, V> read = new ConcurrentHashMap<>();
        while (!this.stopping) {
            consumer.poll(POLL).forEach((record) -> apply(record, read));
            Map<TopicPartition, Long> reached = new HashMap<>();
            partitions.forEach((partition) -> reached.put(partition, consumer.position(partition)));
            if (this.values == read || covers(reached, ends)) {
                publish(read, reached);
            }
        }
    }

    private void publish(Map<String, V> read, Map<TopicPartition, Long> reached) {
        synchronized (this.moved) {
            this.values = read;
            this.positions = Map.copyOf(reached);
            this.moved.notifyAll();
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record, Map<String, V> into) {
        if (record.value() == null) {
            into.remove(record.key());
        }
        else {
            into.put(record.key(), this.decoder.apply(record.value()));
        }
    }

    /** Stops reading; waits a few seconds at most for the table's thread. */
    @Override
    public void close() {
        this.stopping = true;
        this.thread.interrupt();
        try {
            this.thread.join(STOP.toMillis());
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

}

package io.sensorstreams.common.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import io.sensorstreams.common.access.KafkaRefusal;
import io.sensorstreams.common.watch.LoopWatch;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reads a compacted topic from its beginning, follows it, and reads it again after a
 * failure. {@link #run} belongs to the table's thread; other methods may be called from
 * any thread.
 */
final class TableReader<V> {

    interface Time {

        Time SYSTEM = new Time() {
        };

        default long nanoTime() {
            return System.nanoTime();
        }

        /** May return earlier. */
        default void park(long nanos) {
            LockSupport.parkNanos(nanos);
        }

    }

    static final TopicTable.ChangeListener NOBODY = (keys, newest) -> {
    };

    private static final Logger LOGGER = LoggerFactory.getLogger(TableReader.class);

    private static final Duration POLL = Duration.ofMillis(500);

    /**
     * Pause between polls while no caller waits, so that a topic with hundreds of
     * transactions per second is not fetched once for each.
     */
    private static final Duration GATHER = Duration.ofMillis(20);

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Kafka's default of 30 s is too long for a stop without the broker. */
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final String topic;

    private final Supplier<Consumer<String, byte[]>> consumers;

    private final TopicTable.Decoder<V> decoder;

    private final TopicTable.ChangeListener listener;

    private final Time time;

    private final RefusalLog refusals = new RefusalLog();

    private final TableProgress progress;

    /**
     * Complete up to the positions of {@link #progress}. When the topic is read from its
     * beginning again, the new contents replace these only at the end of the topic.
     */
    private volatile TableContents<V> contents;

    private volatile @Nullable Thread thread;

    private volatile @Nullable Consumer<String, byte[]> consumer;

    private volatile boolean stopping;

    /** Whether every later reading starts with the values known before. */
    private volatile boolean recreated;

    private volatile boolean beginsAgain;

    /** Why Kafka refuses to let the topic be read; null when it does not. */
    private volatile @Nullable String refusal;

    /** Whether no broker knew the topic at the last attempt. */
    private boolean absent;

    TableReader(String topic, Supplier<Consumer<String, byte[]>> consumers, TopicTable.Decoder<V> decoder,
            TopicTable.ChangeListener listener, Time time) {
        this.topic = topic;
        this.consumers = consumers;
        this.decoder = decoder;
        this.listener = listener;
        this.time = time;
        this.contents = new TableContents<>(decoder, this.refusals);
        this.progress = new TableProgress(topic, () -> LockSupport.unpark(this.thread));
    }

    TableProgress progress() {
        return this.progress;
    }

    TableContents<V> contents() {
        return this.contents;
    }

    /** A record that is read again counts once. */
    long refusedCount() {
        return this.refusals.count();
    }

    /** Why Kafka refuses to let the topic be read; null when it does not. */
    @Nullable String refusal() {
        return this.refusal;
    }

    /** Keeps the refusal of an earlier reader, which was logged then. */
    void knows(@Nullable String earlier) {
        this.refusal = earlier;
    }

    void readRecreated() {
        this.recreated = true;
        this.beginsAgain = true;
        wakeConsumer();
    }

    /** Makes {@link #run} return soon. */
    void stop() {
        this.stopping = true;
        wakeConsumer();
        LockSupport.unpark(this.thread);
    }

    private void wakeConsumer() {
        Consumer<String, byte[]> current = this.consumer;
        if (current != null) {
            current.wakeup();
        }
    }

    void run(LoopWatch.Loop loop) {
        this.thread = Thread.currentThread();
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
                failed(e);
                awaitRetry();
            }
        }
    }

    private void failed(Throwable failure) {
        String before = this.refusal;
        this.refusal = KafkaRefusal.of(failure).orElse(null);
        boolean known = this.refusal != null && this.refusal.equals(before);
        // A stop may interrupt a request; nothing is read again then.
        LOGGER.atLevel((this.stopping || known) ? Level.DEBUG : Level.WARN)
            .addKeyValue("topic", this.topic)
            .addKeyValue("reason", KafkaRefusal.text(failure))
            .setCause((this.refusal != null) ? null : failure)
            .log("Reading a table failed; reading it again from the beginning");
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

    /** A caller that waits does not end this wait. */
    private void awaitRetry() {
        long end = this.time.nanoTime() + RETRY.toNanos();
        for (long left = RETRY.toNanos(); left > 0 && !this.stopping; left = end - this.time.nanoTime()) {
            this.time.park(left);
        }
    }

    private void follow(Consumer<String, byte[]> consumer, LoopWatch.Loop loop) {
        List<TopicPartition> partitions = consumer.partitionsFor(this.topic)
            .stream()
            .map((partition) -> new TopicPartition(this.topic, partition.partition()))
            .toList();
        loop.tick();
        if (partitions.isEmpty() && !this.absent) {
            // A broker may not know a new topic for a moment.
            this.absent = true;
            awaitRetry();
            return;
        }
        this.absent = false;
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
            if (this.contents == read || TableProgress.covers(reached, ends)) {
                this.contents = read;
                tell(changed, newest);
                this.progress.publish(reached);
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
            this.progress.publish(Map.of());
        }
        return read;
    }

    /** Calls the listener before waiting callers return, so that they see its effects. */
    private void tell(Set<String> changed, Map<Integer, Long> newest) {
        this.refusal = null;
        if (!changed.isEmpty()) {
            this.listener.changed(Set.copyOf(changed), Map.copyOf(newest));
        }
    }

    private void gather(Map<Integer, Long> newest) {
        if (this.listener == NOBODY && !this.progress.isAwaited() && !newest.isEmpty()) {
            this.time.park(GATHER.toNanos());
        }
    }

}

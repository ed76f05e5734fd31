package io.sensorstreams.producer.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.sensorstreams.common.access.KafkaRefusal;
import io.sensorstreams.common.web.live.RowEvent;
import io.sensorstreams.common.web.live.Watcher;
import io.sensorstreams.common.wire.RowIdentity;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reads a topic for all watchers of this replica, with one consumer on a separate thread.
 * Starts with the first watcher and ends with the last one. Reads from the end, without a
 * group, and only so much that people can follow: when the topic is faster, it skips to
 * its end. Watchers are added and removed by any thread.
 */
final class WatchedTopic {

    private static final Logger LOGGER = LoggerFactory.getLogger(WatchedTopic.class);

    private static final Duration POLL = Duration.ofMillis(500);

    /** Time between two polls that return rows. */
    private static final long PAUSE_MILLIS = 100;

    /** The same while the topic is faster than people: each poll costs Kafka a fetch. */
    private static final long SKIP_MILLIS = 500;

    private static final long RETRY_MILLIS = 1000;

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final String topic;

    private final Function<String, Consumer<byte[], byte[]>> consumers;

    private final List<Watch> watches = new CopyOnWriteArrayList<>();

    private final AtomicBoolean started = new AtomicBoolean();

    private final CountDownLatch ended = new CountDownLatch(1);

    /** A watcher and the stream that it watches. */
    private record Watch(String stream, Watcher watcher) {

    }

    /**
     * Creates a topic without watchers.
     * @param consumers creates a consumer of a topic
     */
    WatchedTopic(String topic, Function<String, Consumer<byte[], byte[]>> consumers) {
        this.topic = topic;
        this.consumers = consumers;
    }

    WatchedTopic add(String stream, Watcher watcher) {
        this.watches.add(new Watch(stream, watcher));
        return this;
    }

    /** Removes a watcher, and ends with the last one. */
    Optional<WatchedTopic> remove(Watcher watcher) {
        this.watches.removeIf((watch) -> watch.watcher() == watcher);
        if (this.watches.isEmpty()) {
            this.ended.countDown();
            return Optional.empty();
        }
        return Optional.of(this);
    }

    /** Starts to read; repeatable. */
    void start() {
        if (this.started.compareAndSet(false, true)) {
            Thread thread = new Thread(this::run, "watch-" + this.topic);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        boolean logged = false;
        while (!isEnded(0)) {
            try {
                read();
            }
            // The outermost frame: without this thread, watchers would see no rows.
            catch (RuntimeException | Error e) {
                LOGGER.atLevel(logged ? Level.DEBUG : Level.WARN)
                    .addKeyValue("topic", this.topic)
                    .addKeyValue("reason", KafkaRefusal.text(e))
                    .setCause(KafkaRefusal.of(e).isPresent() ? null : e)
                    .log("Rows cannot be read for watchers; this is tried again");
                logged = true;
                isEnded(RETRY_MILLIS);
            }
        }
    }

    private boolean isEnded(long millis) {
        try {
            return this.ended.await(millis, TimeUnit.MILLISECONDS);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void read() {
        Consumer<byte[], byte[]> consumer = this.consumers.apply(this.topic);
        try {
            TopicEnd end = new TopicEnd(this.topic, consumer);
            while (!isEnded(0)) {
                end.assign(System.nanoTime());
                if (consumer.assignment().isEmpty()) {
                    isEnded(RETRY_MILLIS);
                    continue;
                }
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                long skipped = end.skip();
                show(records, skipped);
                if (skipped > 0) {
                    isEnded(SKIP_MILLIS);
                }
                else if (!records.isEmpty()) {
                    isEnded(PAUSE_MILLIS);
                }
            }
        }
        finally {
            consumer.close(CloseOptions.timeout(CLOSE));
        }
    }

    private void show(ConsumerRecords<byte[], byte[]> records, long skipped) {
        if (records.isEmpty() && skipped == 0) {
            return;
        }
        Set<String> streams = this.watches.stream().map(Watch::stream).collect(Collectors.toCollection(HashSet::new));
        Map<String, List<RowEvent>> byStream = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> sent : records) {
            RowIdentity.of(sent.headers())
                .filter((row) -> streams.contains(row.stream()))
                .ifPresent((row) -> byStream.computeIfAbsent(row.stream(), (name) -> new ArrayList<>())
                    .add(SentRows.event(row, sent)));
        }
        for (Watch watch : this.watches) {
            watch.watcher().offer(byStream.getOrDefault(watch.stream(), List.of()), skipped);
        }
    }

}

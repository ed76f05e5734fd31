package io.sensorstreams.common.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.apache.kafka.common.TopicPartition;

/**
 * Holds the positions that a table has reached, and lets callers wait for others. The
 * table's thread publishes positions; any thread may read them and wait.
 */
final class TableProgress {

    private final String topic;

    private final Runnable wake;

    private final AtomicInteger waiting = new AtomicInteger();

    private volatile Map<TopicPartition, Long> positions = Map.of();

    /** Opened when {@link #positions} is replaced. */
    private volatile CountDownLatch moved = new CountDownLatch(1);

    TableProgress(String topic, Runnable wake) {
        this.topic = topic;
        this.wake = wake;
    }

    /** The offsets after the newest records in the table; empty before the end. */
    Map<TopicPartition, Long> positions() {
        return this.positions;
    }

    boolean isAwaited() {
        return this.waiting.get() > 0;
    }

    void publish(Map<TopicPartition, Long> reached) {
        this.positions = Map.copyOf(reached);
        CountDownLatch before = this.moved;
        this.moved = new CountDownLatch(1);
        before.countDown();
    }

    /** Whether the positions include all records before the ends. */
    static boolean covers(Map<TopicPartition, Long> reached, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch((end) -> reached.getOrDefault(end.getKey(), -1L) >= end.getValue());
    }

    /**
     * Waits until the positions match a predicate.
     * @param wanted what is awaited, for the message
     */
    void await(Predicate<Map<TopicPartition, Long>> enough, String wanted, Duration timeout)
            throws TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        this.waiting.incrementAndGet();
        this.wake.run();
        try {
            // The latch first, so that no move between the two is missed.
            for (CountDownLatch move = this.moved; !enough.test(this.positions); move = this.moved) {
                if (!move.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw new TimeoutException("Topic " + this.topic + " was not read up to " + wanted + " within "
                            + timeout + "; reached " + this.positions);
                }
            }
        }
        finally {
            this.waiting.decrementAndGet();
        }
    }

}

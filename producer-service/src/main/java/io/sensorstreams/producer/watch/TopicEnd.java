package io.sensorstreams.producer.watch;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps a consumer near the end of a topic. Follows the topic when it is created later or
 * gets more partitions. Owned by the consumer's thread.
 */
final class TopicEnd {

    /** Offsets of a partition after which the rest is skipped. */
    private static final long MOST_BEHIND = 1000;

    /** Offsets before the end at which reading continues then. */
    private static final long KEPT = 100;

    private static final long REFRESH = Duration.ofSeconds(10).toNanos();

    private static final long REFRESH_MISSING = Duration.ofSeconds(1).toNanos();

    private static final Duration ASK = Duration.ofSeconds(5);

    private final String topic;

    private final Consumer<?, ?> consumer;

    private boolean begun;

    private long refreshAt;

    TopicEnd(String topic, Consumer<?, ?> consumer) {
        this.topic = topic;
        this.consumer = consumer;
        this.refreshAt = System.nanoTime();
    }

    /**
     * Assigns all partitions from time to time. The first ones are read from their end,
     * later ones from their beginning: all of their rows are new.
     */
    void assign(long now) {
        if (now - this.refreshAt < 0) {
            return;
        }
        Set<TopicPartition> all = this.consumer.partitionsFor(this.topic, ASK)
            .stream()
            .map((partition) -> new TopicPartition(partition.topic(), partition.partition()))
            .collect(Collectors.toSet());
        Set<TopicPartition> added = new HashSet<>(all);
        added.removeAll(this.consumer.assignment());
        if (!added.isEmpty()) {
            this.consumer.assign(all);
            if (this.begun) {
                this.consumer.seekToBeginning(added);
            }
            else {
                this.consumer.seekToEnd(added);
            }
            // Now, not with the first poll: what is sent after it must be read.
            added.forEach((partition) -> this.consumer.position(partition, ASK));
        }
        this.begun = true;
        this.refreshAt = now + (all.isEmpty() ? REFRESH_MISSING : REFRESH);
    }

    /**
     * Skips to the end of each partition that is too far behind it, so that Kafka does
     * not send the rows between.
     * @return number of skipped offsets
     */
    long skip() {
        long skipped = 0;
        for (TopicPartition partition : this.consumer.assignment()) {
            long behind = this.consumer.currentLag(partition).orElse(0);
            if (behind > MOST_BEHIND) {
                this.consumer.seek(partition, this.consumer.position(partition, ASK) + behind - KEPT);
                skipped += behind - KEPT;
            }
        }
        return skipped;
    }

}

package io.sensorstreams.consumer.listen;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Updates the log end offsets of a thread's partitions. The client receives them with
 * each fetch; for paused partitions the broker is asked at intervals. Owned by the
 * thread.
 */
final class LogEnds {

    private static final Logger LOGGER = LoggerFactory.getLogger(LogEnds.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Consumer<?, ?> consumer;

    private final Clock clock;

    private Instant next = Instant.MIN;

    LogEnds(Consumer<?, ?> consumer, Clock clock) {
        this.consumer = consumer;
        this.clock = clock;
    }

    void show(Collection<AssignedPartition> partitions) {
        for (AssignedPartition partition : partitions) {
            OptionalLong lag = this.consumer.currentLag(partition.id());
            if (partition.isReady() && lag.isPresent()) {
                partition.showLogEnd(partition.ready().position() + lag.getAsLong());
            }
        }
        Set<TopicPartition> paused = this.consumer.paused();
        if (!paused.isEmpty() && this.clock.instant().isAfter(this.next)) {
            this.next = this.clock.instant().plus(INTERVAL);
            ask(partitions, paused);
        }
    }

    private void ask(Collection<AssignedPartition> partitions, Set<TopicPartition> paused) {
        try {
            Map<TopicPartition, Long> ends = this.consumer.endOffsets(paused, TIMEOUT);
            for (AssignedPartition partition : partitions) {
                Long end = ends.get(partition.id());
                if (end != null) {
                    partition.showLogEnd(end);
                }
            }
        }
        catch (KafkaException e) {
            LOGGER.atDebug().setCause(e).log("Cannot read the end offsets of paused partitions");
        }
    }

}

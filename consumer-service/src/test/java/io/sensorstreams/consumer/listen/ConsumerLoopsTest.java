package io.sensorstreams.consumer.listen;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.group.ListenerThreads;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.status.Membership;
import io.sensorstreams.consumer.status.Memberships;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import org.springframework.kafka.event.ConsumerStoppingEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConsumerLoopsTest {

    private static final TopicPartition PARTITION = new TopicPartition("AIR", 0);

    private final LoopWatch watch = new LoopWatch(Duration.ofMinutes(1));

    private final Memberships memberships = new Memberships(Duration.ofMinutes(1), this.watch);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    private boolean broken;

    @Test
    void forgetsAConsumerWhoseStopFails() {
        this.consumer.assign(Set.of(PARTITION));
        Sink sink = new Sink(this.consumer.groupMetadata().groupId(), PARTITION.topic(), Path.of("unused"),
                FileFormat.CSV);
        ConsumerLoops loops = new ConsumerLoops(SimulatedContext.of("consumer-0", sink, new SimulatedClock()),
                this.memberships, new BreakingThreads());
        loops.onPartitionsAssigned(this.consumer, List.of(PARTITION));
        Membership before = this.memberships.of(this.consumer);
        this.broken = true;

        assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> loops.stopping(stopping(this.consumer)));

        assertThat(this.memberships.of(this.consumer)).isNotSameAs(before);
    }

    private ConsumerStoppingEvent stopping(Consumer<?, ?> stopped) {
        return new ConsumerStoppingEvent(this, this, stopped, List.of(PARTITION));
    }

    private final class BreakingThreads extends ListenerThreads {

        BreakingThreads() {
            super(ConsumerLoopsTest.this.watch, Duration.ofMinutes(1));
        }

        @Override
        public void tick() {
            if (ConsumerLoopsTest.this.broken) {
                throw new StackOverflowError("thrown by a test");
            }
        }

    }

}

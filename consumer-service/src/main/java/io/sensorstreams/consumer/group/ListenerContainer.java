package io.sensorstreams.consumer.group;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.consumer.sink.PartitionKey;
import org.apache.kafka.common.TopicPartition;

import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Starts and stops the threads of one listener. Methods that change something are called
 * on the thread of the group, because Spring's container holds a lock while it starts.
 * The other methods read volatile fields and never wait.
 */
public final class ListenerContainer {

    private final ListenerSpec spec;

    private final Supplier<? extends ConcurrentMessageListenerContainer<?, ?>> container;

    private final int maxThreads;

    /** One container for each thread, as of the last start. */
    private volatile List<MessageListenerContainer> threads = List.of();

    /** Number of threads when all of them run. */
    private volatile int allThreads;

    private volatile Map<String, Integer> partitionCounts = Map.of();

    /** Creates the controller; Spring's container is created later than it. */
    public ListenerContainer(ListenerSpec spec, Supplier<? extends ConcurrentMessageListenerContainer<?, ?>> container,
            int maxThreads) {
        this.spec = spec;
        this.container = container;
        this.maxThreads = maxThreads;
    }

    ListenerSpec spec() {
        return this.spec;
    }

    void know(Map<String, Integer> counts) {
        this.partitionCounts = Map.copyOf(counts);
    }

    /**
     * Starts a thread for each partition. The limit on threads does not apply to
     * hand-assigned partitions, which are fenced by the transactional id of their thread.
     * @throws IllegalStateException when threads of an earlier start have not ended, or a
     * hand-assigned partition does not exist
     */
    void start(boolean paused) {
        ConcurrentMessageListenerContainer<?, ?> current = this.container.get();
        if (current.isRunning() || current.isChildRunning()) {
            throw new IllegalStateException("Its threads have not ended since they were stopped");
        }
        this.spec.partitions().forEach(this::checkExists);
        int partitions = Math.toIntExact(partitions().count());
        this.allThreads = this.spec.isByHand() ? partitions : Math.min(partitions, this.maxThreads);
        current.setConcurrency(this.allThreads);
        pause(paused);
        try {
            current.start();
        }
        finally {
            this.threads = List.copyOf(current.getContainers());
        }
    }

    private void checkExists(int partition) {
        int count = Objects.requireNonNullElse(this.partitionCounts.get(this.spec.topic()), 0);
        if (partition >= count) {
            throw new IllegalStateException("Topic " + this.spec.topic() + " has " + count
                    + " partitions, but SENSOR_ASSIGN names " + this.spec.topic() + ":" + partition);
        }
    }

    CountDownLatch signalStop() {
        CountDownLatch ended = new CountDownLatch(1);
        this.container.get().stop(ended::countDown);
        return ended;
    }

    void pause(boolean paused) {
        ConcurrentMessageListenerContainer<?, ?> current = this.container.get();
        if (current.isPauseRequested() == paused) {
            return;
        }
        if (paused) {
            current.pause();
        }
        else {
            current.resume();
        }
    }

    /** Whether a thread of the listener has not ended. Waits for a start in progress. */
    boolean hasThreads() {
        return this.container.get().isRunning() || this.container.get().isChildRunning();
    }

    /** Whether the listener was started and all of its threads still run. */
    boolean isComplete() {
        List<MessageListenerContainer> started = this.threads;
        return this.container.get().isRunning() && started.size() == this.allThreads
                && started.stream().allMatch(MessageListenerContainer::isRunning);
    }

    int threads() {
        return Math.toIntExact(running().count());
    }

    Stream<TopicPartition> assigned() {
        return running().map(MessageListenerContainer::getAssignedPartitions)
            .filter(Objects::nonNull)
            .flatMap(Collection::stream);
    }

    private Stream<MessageListenerContainer> running() {
        return this.threads.stream().filter(MessageListenerContainer::isRunning);
    }

    Stream<PartitionKey> partitions() {
        if (this.spec.isByHand()) {
            return this.spec.partitions()
                .stream()
                .map((partition) -> new PartitionKey(this.spec.group(), this.spec.topic(), partition));
        }
        return this.spec.topics()
            .stream()
            .flatMap((topic) -> IntStream.range(0, Objects.requireNonNullElse(this.partitionCounts.get(topic), 0))
                .mapToObj((partition) -> new PartitionKey(this.spec.group(), topic, partition)));
    }

}

package io.sensorstreams.consumer.listen;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.kafka.common.TopicPartition;

import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * A listener and the threads that run it.
 */
final class ListenerContainer {

    private final ListenerSpec spec;

    private final KafkaListenerEndpointRegistry containers;

    private final int maxThreads;

    private volatile Map<String, Integer> partitionCounts = Map.of();

    ListenerContainer(ListenerSpec spec, KafkaListenerEndpointRegistry containers, int maxThreads) {
        this.spec = spec;
        this.containers = containers;
        this.maxThreads = maxThreads;
    }

    ListenerSpec spec() {
        return this.spec;
    }

    /** Spring makes it after all beans, so it cannot be taken earlier. */
    private ConcurrentMessageListenerContainer<?, ?> container() {
        if (this.containers
            .getListenerContainer(this.spec.id()) instanceof ConcurrentMessageListenerContainer<?, ?> found) {
            return found;
        }
        throw new IllegalStateException("Listener " + this.spec.id() + " has no container");
    }

    /**
     * Takes a thread for each partition. Partitions given by hand are not bounded: what
     * fences them belongs to the thread.
     * @param counts number of partitions of each topic
     */
    void prepare(Map<String, Integer> counts) {
        this.partitionCounts = Map.copyOf(counts);
        this.spec.partitions().forEach((partition) -> checkExists(partition, counts));
        int partitions = Math.toIntExact(partitions().count());
        container().setConcurrency(this.spec.isByHand() ? partitions : Math.min(partitions, this.maxThreads));
    }

    private void checkExists(int partition, Map<String, Integer> counts) {
        int count = Objects.requireNonNullElse(counts.get(this.spec.topic()), 0);
        if (partition >= count) {
            throw new IllegalStateException("Topic " + this.spec.topic() + " has " + count
                    + " partitions, but SENSOR_ASSIGN names " + this.spec.topic() + ":" + partition);
        }
    }

    void start() {
        container().start();
    }

    /** Stops all threads and waits for them. */
    void stop() {
        container().stop();
    }

    void pause() {
        container().pause();
    }

    void resume() {
        container().resume();
    }

    boolean isRunning() {
        return container().isRunning() || container().isChildRunning();
    }

    int threads() {
        return container().isRunning() ? container().getContainers().size() : 0;
    }

    Stream<TopicPartition> assigned() {
        Collection<TopicPartition> assigned = container().getAssignedPartitions();
        return (assigned != null && container().isRunning()) ? assigned.stream() : Stream.empty();
    }

    /** The partitions that it may read. */
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

package io.sensorstreams.consumer.group;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.sensorstreams.consumer.sink.PartitionKey;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The containers of all listeners of one group. Methods that change something are called
 * on the thread of the group; the other methods read volatile fields.
 *
 * @param patience how long the threads may take to commit and end
 * @param refusal why Kafka refuses the threads, although they run
 */
record ListenerContainers(List<ListenerContainer> all, Duration patience, Supplier<Optional<String>> refusal) {

    ListenerContainers {
        all = List.copyOf(all);
    }

    ListenerContainers(List<ListenerContainer> all, Duration patience) {
        this(all, patience, Optional::empty);
    }

    void know(Map<String, Integer> partitions) {
        this.all.forEach((listener) -> listener.know(partitions));
    }

    /** Whether all threads run. */
    boolean isComplete() {
        return this.all.stream().allMatch(ListenerContainer::isComplete);
    }

    /** Whether a thread has not ended. Waits for a start in progress. */
    boolean hasThreads() {
        return this.all.stream().anyMatch(ListenerContainer::hasThreads);
    }

    void stop() {
        stop((listener) -> true);
    }

    /** Stops the remaining threads of listeners of which a thread has ended. */
    void stopIncomplete() {
        stop((listener) -> !listener.isComplete());
    }

    private void stop(Predicate<ListenerContainer> which) {
        long deadline = System.nanoTime() + this.patience.toNanos();
        List<CountDownLatch> running = this.all.stream()
            .filter(which)
            .filter(ListenerContainer::hasThreads)
            .map(ListenerContainer::signalStop)
            .toList();
        try {
            for (CountDownLatch end : running) {
                if (!end.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void pause(boolean paused) {
        this.all.forEach((listener) -> listener.pause(paused));
    }

    boolean has(@Nullable String id) {
        return this.all.stream().anyMatch((listener) -> listener.spec().id().equals(id));
    }

    int threads() {
        return this.all.stream().mapToInt(ListenerContainer::threads).sum();
    }

    List<String> topics() {
        return this.all.stream().flatMap((listener) -> listener.spec().topics().stream()).toList();
    }

    /** Partitions that this instance owns, such as AIR-0. */
    List<String> assigned() {
        return this.all.stream().flatMap(ListenerContainer::assigned).map(TopicPartition::toString).sorted().toList();
    }

    /** Partitions that this instance may read, as far as they are known. */
    Stream<PartitionKey> partitions() {
        return this.all.stream().flatMap(ListenerContainer::partitions);
    }

}

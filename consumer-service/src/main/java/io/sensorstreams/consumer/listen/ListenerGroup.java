package io.sensorstreams.consumer.listen;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops the listeners of one group. Thread-safe: what changes is changed by
 * one call at a time, what is shown is volatile, so that looking never waits for a stop.
 */
final class ListenerGroup {

    private final String name;

    private final List<ListenerContainer> listeners;

    private volatile boolean wanted = true;

    private volatile boolean pauseWanted;

    private volatile boolean ready;

    private volatile @Nullable String reason = "The broker has not answered yet";

    ListenerGroup(String name, List<ListenerContainer> listeners) {
        this.name = name;
        this.listeners = List.copyOf(listeners);
    }

    String name() {
        return this.name;
    }

    /** Tells why the group cannot run yet. */
    void waitsFor(String what) {
        this.reason = what;
    }

    /**
     * Takes note that broker and topics are there, and starts if that is wanted.
     * @param partitions number of partitions of each topic
     */
    synchronized void ready(Map<String, Integer> partitions) {
        this.listeners.forEach((listener) -> listener.prepare(partitions));
        this.ready = true;
        this.reason = null;
        if (this.wanted) {
            this.listeners.forEach(ListenerContainer::start);
        }
    }

    /** Starts the group, or takes note that it is to start when it is ready. */
    synchronized void start() {
        this.wanted = true;
        if (this.ready) {
            this.listeners.forEach(ListenerContainer::start);
        }
    }

    /** Stops the group; all rows are flushed and committed on return. */
    synchronized void stop() {
        this.wanted = false;
        this.listeners.forEach(ListenerContainer::stop);
        resume();
    }

    /** Pauses the group: it keeps its partitions, and commits what it has read. */
    synchronized void pause() {
        this.pauseWanted = true;
        this.listeners.forEach(ListenerContainer::pause);
    }

    /** Ends a pause. */
    synchronized void resume() {
        this.pauseWanted = false;
        this.listeners.forEach(ListenerContainer::resume);
    }

    /** Whether no thread of the group runs here. */
    boolean isStopped() {
        return !this.wanted && this.listeners.stream().noneMatch(ListenerContainer::isRunning);
    }

    /** All partitions that could be read here, as far as they are known. */
    Stream<PartitionKey> partitions() {
        return this.listeners.stream().flatMap(ListenerContainer::partitions);
    }

    ListenerView view() {
        return new ListenerView(this.name,
                this.listeners.stream().flatMap((listener) -> listener.spec().topics().stream()).toList(), state(),
                this.listeners.stream().mapToInt(ListenerContainer::threads).sum(),
                this.listeners.stream()
                    .flatMap(ListenerContainer::assigned)
                    .map(TopicPartition::toString)
                    .sorted()
                    .toList(),
                this.reason);
    }

    private ListenerState state() {
        if (!this.wanted) {
            return ListenerState.STOPPED;
        }
        if (!this.ready) {
            return ListenerState.WAITING;
        }
        return this.pauseWanted ? ListenerState.PAUSED : ListenerState.RUNNING;
    }

}

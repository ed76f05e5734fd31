package io.sensorstreams.producer.stream;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import io.sensorstreams.producer.publish.StreamPosition;

/**
 * The streams whose rows wait for the commit of their transaction. Owned by their runner.
 */
final class Uncommitted {

    private final Set<SensorStream> streams = new LinkedHashSet<>();

    /** What failed, but is not told before the rows sent until then are acknowledged. */
    private final Map<SensorStream, String> failing = new HashMap<>();

    boolean isEmpty() {
        return this.streams.isEmpty();
    }

    void add(SensorStream stream) {
        this.streams.add(stream);
    }

    /** The stream fails as soon as none of its rows waits. */
    void fail(SensorStream stream, String reason) {
        if (this.streams.contains(stream)) {
            this.failing.put(stream, reason);
        }
        else {
            stream.failed(reason);
        }
    }

    /** Where the streams stand. */
    List<StreamPosition> positions() {
        return this.streams.stream().map((stream) -> stream.progress().toStored()).toList();
    }

    /**
     * All rows are committed.
     * @param observer is told what was acknowledged of each stream
     */
    void acknowledge(BiConsumer<SensorStream, Acknowledged> observer) {
        this.streams.forEach((stream) -> observer.accept(stream, stream.acknowledge()));
        this.failing.forEach(SensorStream::failed);
        clear();
    }

    /** All rows are void. */
    void clear() {
        this.streams.clear();
        this.failing.clear();
    }

}

package io.sensorstreams.producer.run;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.sensorstreams.producer.publish.StreamStatus;

/**
 * The streams whose rows wait for the commit of their transaction, and those of which
 * there is something to tell. Owned by their runner.
 */
final class Uncommitted {

    private final Set<SensorStream> streams = new LinkedHashSet<>();

    /** None of their rows waits. */
    private final Set<SensorStream> told = new LinkedHashSet<>();

    /** What failed, but is not told before the rows sent until then are acknowledged. */
    private final Map<SensorStream, String> failing = new HashMap<>();

    boolean isEmpty() {
        return this.streams.isEmpty() && this.told.isEmpty();
    }

    void add(SensorStream stream) {
        this.streams.add(stream);
    }

    /** Has the next transaction tell how the stream is. */
    void tell(SensorStream stream) {
        this.told.add(stream);
    }

    /** There is nothing to tell of a stream that was deleted. */
    void remove(SensorStream stream) {
        this.told.remove(stream);
    }

    /** The stream fails as soon as none of its rows waits. */
    void fail(SensorStream stream, String reason) {
        if (this.streams.contains(stream)) {
            this.failing.put(stream, reason);
        }
        else {
            stream.failed(reason);
            tell(stream);
        }
    }

    /** How the streams are, once all rows are committed. */
    List<StreamStatus> statuses(Instant now) {
        Stream<StreamStatus> sent = this.streams.stream()
            .map((stream) -> new StreamStatus(stream.progress().toStored(),
                    stream.report(now, this.failing.get(stream))));
        Stream<StreamStatus> others = this.told.stream()
            .filter((stream) -> !this.streams.contains(stream))
            .map((stream) -> new StreamStatus(stream.committed(), stream.report(now, null)));
        return Stream.concat(sent, others).toList();
    }

    /**
     * All rows are committed.
     * @param observer is told what was acknowledged of each stream
     */
    void acknowledge(BiConsumer<SensorStream, AcknowledgedCounts> observer) {
        this.streams.forEach((stream) -> observer.accept(stream, stream.acknowledge()));
        this.failing.forEach(SensorStream::failed);
        clear();
    }

    /** All rows are void. */
    void clear() {
        this.streams.clear();
        this.told.clear();
        this.failing.clear();
    }

}

package io.sensorstreams.producer.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.sensorstreams.producer.publish.Positions;
import io.sensorstreams.producer.publish.StreamPosition;

/**
 * Returns the stored position of a stream. Includes positions of deleted streams that are
 * stored but not read back yet, so that a new stream with the same name does not reuse
 * their runs. Owned by the thread of a runner.
 */
final class KnownPositions {

    private final Positions positions;

    private final Map<String, StreamPosition> deleted = new HashMap<>();

    KnownPositions(Positions positions) {
        this.positions = positions;
    }

    Optional<StreamPosition> find(String stream) {
        return Optional.ofNullable(this.deleted.get(stream)).or(() -> this.positions.find(stream));
    }

    /** Keeps the position of a deleted stream until it is read back from Kafka. */
    void keep(StreamPosition position) {
        this.deleted.values().removeIf((kept) -> this.positions.find(kept.stream()).equals(Optional.of(kept)));
        this.deleted.put(position.stream(), position);
    }

    /** Drops the kept positions; called when all stored positions are read. */
    void caughtUp() {
        this.deleted.clear();
    }

}

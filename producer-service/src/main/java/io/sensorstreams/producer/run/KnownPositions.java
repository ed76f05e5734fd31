package io.sensorstreams.producer.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.sensorstreams.producer.publish.Positions;
import io.sensorstreams.producer.publish.StreamPosition;

/**
 * The stored positions, and those of deleted streams that were stored but are not read
 * yet: a new stream of the same name must not use their runs again. Owned by a runner.
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

    /** Keeps the position of a deleted stream until it is read. */
    void keep(StreamPosition position) {
        this.deleted.values().removeIf((kept) -> this.positions.find(kept.stream()).equals(Optional.of(kept)));
        this.deleted.put(position.stream(), position);
    }

    /** All that is stored was read. */
    void caughtUp() {
        this.deleted.clear();
    }

}

package io.sensorstreams.producer.clocks;

import java.time.Instant;
import java.time.InstantSource;

import io.sensorstreams.producer.clock.ClockDefinition;
import io.sensorstreams.producer.clocks.ClockView.Follower;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.publish.ClockMark;
import io.sensorstreams.producer.replica.StreamSnapshots;
import io.sensorstreams.producer.run.StreamSnapshot;

/** Creates the views of clocks. */
final class ClockViews {

    private final Clocks clocks;

    private final StreamSnapshots snapshots;

    private final InstantSource wallClock;

    ClockViews(Clocks clocks, StreamSnapshots snapshots, InstantSource wallClock) {
        this.clocks = clocks;
        this.snapshots = snapshots;
        this.wallClock = wallClock;
    }

    ClockView view(ClockDefinition clock) {
        Instant now = this.wallClock.instant();
        return new ClockView(clock.name(), clock.spec(), clock.stateAt(now), clock.localTimeAt(now), clock.seeks(),
                this.clocks.streamsOf(clock.name()).stream().map(this::follower).toList());
    }

    private Follower follower(StreamDefinition stream) {
        StreamSnapshot snapshot = this.snapshots.of(stream);
        ClockMark mark = snapshot.position().clock();
        return new Follower(stream.name(), snapshot.state(), snapshot.eventTime(), (mark != null) ? mark.skipped() : 0,
                this.snapshots.ownerOf(stream.name()).orElse(null));
    }

}

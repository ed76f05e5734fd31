package io.sensorstreams.consumer.disk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that does not run until it is advanced. */
public final class SimulatedClock extends Clock {

    private Instant now;

    public SimulatedClock() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    public SimulatedClock(Instant start) {
        this.now = start;
    }

    public void advance(Duration time) {
        this.now = this.now.plus(time);
    }

    @Override
    public Instant instant() {
        return this.now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

}

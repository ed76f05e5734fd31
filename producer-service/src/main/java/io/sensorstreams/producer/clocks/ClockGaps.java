package io.sensorstreams.producer.clocks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.common.watch.WatchedThread;
import io.sensorstreams.producer.clock.ClockDefinition;
import io.sensorstreams.producer.clock.ClockProperties;
import io.sensorstreams.producer.clock.ClockState;
import io.sensorstreams.producer.definition.BrokerUnavailableException;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.definition.StreamTopic;
import io.sensorstreams.producer.publish.ClockMark;
import io.sensorstreams.producer.publish.Positions;
import io.sensorstreams.producer.publish.StreamReport;
import io.sensorstreams.producer.publish.StreamStatus;
import io.sensorstreams.producer.replica.StreamRunners;
import io.sensorstreams.producer.run.StreamSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Lets clocks pass over times without rows. For each clock, the replica that owns the
 * partition of the clock's name decides, by what the owners of the clock's streams have
 * stored with their rows. A dedicated thread looks for such times.
 */
final class ClockGaps implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(ClockGaps.class);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Clocks clocks;

    private final StreamTopic definitions;

    private final Positions positions;

    private final StreamRunners runners;

    private final Duration lead;

    private final InstantSource wallClock;

    private final WatchedThread thread;

    ClockGaps(Clocks clocks, StreamTopic definitions, Positions positions, StreamRunners runners,
            ClockProperties properties, LoopWatch watch, InstantSource wallClock) {
        this.clocks = clocks;
        this.definitions = definitions;
        this.positions = positions;
        this.runners = runners;
        this.lead = properties.lead();
        this.wallClock = wallClock;
        this.thread = new WatchedThread("clock-gaps", PAUSE, watch, this::look);
    }

    private void look(LoopWatch.Loop loop) {
        if (!this.definitions.isLoaded()) {
            return;
        }
        try {
            for (ClockDefinition clock : this.clocks.all()) {
                loop.tick();
                if (isLedHere(clock) && passed(clock, this.wallClock.instant()).isPresent()) {
                    this.clocks.change(clock.name(), (present, now) -> passed(present, now).orElse(present));
                }
            }
        }
        catch (BrokerUnavailableException | ClockNotFoundException e) {
            LOGGER.atDebug().setCause(e).log("A clock could not pass over a time without rows");
        }
        // The outermost frame of the thread: an exception would end it.
        catch (RuntimeException e) {
            LOGGER.atWarn().setCause(e).log("A clock could not pass over a time without rows; retrying");
        }
    }

    private boolean isLedHere(ClockDefinition clock) {
        return clock.spec().maxGap() != null
                && this.runners.partitions().contains(this.definitions.partitionOf(clock.name()));
    }

    private Optional<ClockDefinition> passed(ClockDefinition clock, Instant now) {
        List<ClockGap.Follower> followers = new ArrayList<>();
        for (StreamDefinition stream : this.clocks.streamsOf(clock.name())) {
            Optional<StreamStatus> status = this.positions.status(stream.name());
            if (StreamSnapshot.reported(stream, status, now).state() == StreamState.RUNNING) {
                Optional<ClockGap.Follower> follower = status.flatMap((stored) -> follower(stored, stream, clock));
                if (follower.isEmpty()) {
                    return Optional.empty();
                }
                followers.add(follower.get());
            }
        }
        return (clock.stateAt(now) == ClockState.RUNNING) ? ClockGap.passed(clock, followers, now, this.lead)
                : Optional.empty();
    }

    /** Empty when the stream has not told its next event time since the last change. */
    private static Optional<ClockGap.Follower> follower(StreamStatus status, StreamDefinition stream,
            ClockDefinition clock) {
        StreamReport report = status.report();
        ClockMark mark = status.position().clock();
        if (report == null || report.definition() != stream.offset() || mark == null
                || !mark.origin().equals(clock.origin()) || mark.seek() != clock.seeks()) {
            return Optional.empty();
        }
        Long next = report.eventTime();
        return (next != null) ? Optional.of(new ClockGap.Follower(next, mark.last())) : Optional.empty();
    }

    @Override
    public void start() {
        this.thread.start();
    }

    @Override
    public void stop() {
        this.thread.stop();
    }

    @Override
    public boolean isRunning() {
        return this.thread.isRunning();
    }

}

package io.sensorstreams.producer.clocks;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import io.sensorstreams.common.web.problem.InvalidParameterException;
import io.sensorstreams.producer.clock.ClockDefinition;
import io.sensorstreams.producer.clock.ClockNames;
import io.sensorstreams.producer.clock.ClockProperties;
import io.sensorstreams.producer.clock.ClockSpec;
import io.sensorstreams.producer.clock.ClockState;
import io.sensorstreams.producer.clock.ClockTime;
import io.sensorstreams.producer.clock.ClockTopic;
import io.sensorstreams.producer.clocks.ClockConflictException.Conflict;
import io.sensorstreams.producer.command.StreamRegistry;
import io.sensorstreams.producer.definition.BrokerUnavailableException;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamTopic;
import io.sensorstreams.producer.range.EventTimes;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commands of users on clocks, on any replica, by storing changed clocks.
 * Commands on clocks and on streams exclude each other, so that no stream is bound to a
 * clock that is deleted. Thread-safe.
 */
final class Clocks {

    private final StreamRegistry streams;

    private final StreamTopic definitions;

    private final ClockTopic topic;

    private final ClockProperties properties;

    private final InstantSource wallClock;

    Clocks(StreamRegistry streams, StreamTopic definitions, ClockTopic topic, ClockProperties properties,
            InstantSource wallClock) {
        this.streams = streams;
        this.definitions = definitions;
        this.topic = topic;
        this.properties = properties;
        this.wallClock = wallClock;
    }

    /** Returns all clocks, by name. */
    List<ClockDefinition> all() {
        // Refuses the call until Kafka has answered.
        this.definitions.all();
        return this.topic.all()
            .stream()
            .map(ClockTime::definition)
            .sorted(Comparator.comparing(ClockDefinition::name))
            .toList();
    }

    ClockDefinition find(String name) {
        this.definitions.all();
        return stored(name).orElseThrow(() -> new ClockNotFoundException(name));
    }

    private Optional<ClockDefinition> stored(String name) {
        return this.topic.find(name).map(ClockTime::definition);
    }

    /** Names of the streams that follow a clock, sorted. */
    List<StreamDefinition> streamsOf(String clock) {
        return this.definitions.all()
            .stream()
            .filter((stream) -> stream.spec().pace().clockName().filter(clock::equals).isPresent())
            .sorted(Comparator.comparing(StreamDefinition::name))
            .toList();
    }

    /**
     * Creates a clock, or replaces one that is stopped.
     * @return whether the clock is new
     * @throws ClockConflictException when the clock is not stopped and has other settings
     */
    boolean put(String name, ClockSpec spec) {
        if (!name.matches(ClockNames.NAME)) {
            throw new InvalidParameterException("name", ClockNames.RULE);
        }
        for (Map.Entry<String, String> fault : spec.faults().entrySet()) {
            throw new InvalidParameterException(fault.getKey(), fault.getValue());
        }
        return exclusively(() -> {
            ClockDefinition before = stored(name).orElse(null);
            if (before == null) {
                store(name, ClockDefinition.create(name, spec, now()));
            }
            else if (!before.spec().equals(spec)) {
                if (before.stateAt(now()) != ClockState.STOPPED) {
                    throw new ClockConflictException(Conflict.CLOCK_RUNNING,
                            "Clock '" + name + "' is not stopped; stop it before replacing it");
                }
                store(name, before.withSpec(spec, now(), this.properties.lead()));
            }
            return before == null;
        });
    }

    /**
     * Deletes a clock.
     * @throws ClockConflictException when streams follow it
     */
    void delete(String name) {
        exclusively(() -> {
            find(name);
            List<String> bound = streamsOf(name).stream().map(StreamDefinition::name).toList();
            if (!bound.isEmpty()) {
                throw new ClockConflictException(Conflict.CLOCK_IN_USE, "Clock '" + name + "' has streams: "
                        + String.join(", ", bound) + "; delete them or change their pace first");
            }
            append(name, null);
            return name;
        });
    }

    /**
     * Starts a clock, or resumes it; does nothing when it runs.
     * @throws ClockConflictException when it has reached its end
     */
    ClockDefinition start(String name) {
        return change(name, (clock, now) -> started(clock, now, effect(clock, now)));
    }

    static ClockDefinition started(ClockDefinition clock, Instant now, Instant effect) {
        if (clock.stateAt(now) == ClockState.RUNNING) {
            return clock;
        }
        // A seek may take effect until then.
        if (clock.isEndedAt(effect)) {
            throw new ClockConflictException(Conflict.CLOCK_ENDED, "Clock '" + clock.name() + "' has reached its end, "
                    + clock.spec().endText() + "; seek to an earlier time first");
        }
        return clock.started(effect, now);
    }

    /** Lets a clock stand; a stopped clock stays stopped. */
    ClockDefinition hold(String name, ClockState as) {
        return change(name, (clock, now) -> held(clock, as, now, effect(clock, now)));
    }

    static ClockDefinition held(ClockDefinition clock, ClockState as, Instant now, Instant effect) {
        ClockState state = clock.stateAt(now);
        return (state == as || state == ClockState.STOPPED) ? clock : clock.held(effect, as, now);
    }

    ClockDefinition speedUp(String name, double speedup) {
        return change(name, (clock, now) -> (clock.spec().speedup() == speedup) ? clock
                : clock.spedUp(effect(clock, now), speedup, now));
    }

    /** The streams of the clock continue with the rows of another time. */
    ClockDefinition seek(String name, String target) {
        return change(name, (clock, now) -> {
            clock.spec().refusal(target).ifPresent((reason) -> {
                throw new InvalidParameterException("to", reason);
            });
            return clock.sought(effect(clock, now), EventTimes.millis(target, clock.spec().zone()), now);
        });
    }

    private Instant effect(ClockDefinition clock, Instant now) {
        return clock.effect(now, this.properties.lead());
    }

    /** Stores a change of a clock that is not deleted meanwhile. */
    ClockDefinition change(String name, BiFunction<ClockDefinition, Instant, ClockDefinition> change) {
        return exclusively(() -> {
            ClockDefinition before = find(name);
            ClockDefinition after = change.apply(before, now());
            return after.equals(before) ? before : store(name, after);
        });
    }

    private Instant now() {
        return this.wallClock.instant();
    }

    private ClockDefinition store(String name, ClockDefinition clock) {
        append(name, clock);
        return find(name);
    }

    private void append(String name, @Nullable ClockDefinition clock) {
        long offset = this.definitions.commands().store(ClockTopic.record(name, clock));
        BrokerUnavailableException.unlessAnswered(() -> this.topic.awaitRecord(offset));
    }

    private <T> T exclusively(Supplier<T> command) {
        return this.streams.exclusively(() -> {
            BrokerUnavailableException.unlessAnswered(this.topic::awaitCaughtUp);
            return command.get();
        });
    }

}

package io.sensorstreams.producer.command;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.sensorstreams.producer.clock.ClockTopic;
import io.sensorstreams.producer.definition.BrokerUnavailableException;
import io.sensorstreams.producer.definition.InvalidStreamException;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamTopic;
import io.sensorstreams.producer.definition.TopicClash;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.source.DirectorySource;
import io.sensorstreams.producer.source.RandomSource;

/** Checks of a spec that need its file, or the other streams. */
final class SpecChecks {

    private final StreamTopic definitions;

    private final ClockTopic clocks;

    private final DataDirectory directory;

    SpecChecks(StreamTopic definitions, ClockTopic clocks, DataDirectory directory) {
        this.definitions = definitions;
        this.clocks = clocks;
        this.directory = directory;
    }

    /**
     * Checks the source of a spec.
     * @throws InvalidStreamException when it cannot be opened
     */
    void checkSource(StreamSpec spec) {
        checkBinding(spec, spec.pace(), "pace.");
        Map<String, String> faults = new HashMap<>(
                spec.source().columnFaults(this.directory, spec.pace().needsTimes()));
        faults.putAll(spec.source().faults(this.directory, spec.topic()));
        refuse(faults);
    }

    /**
     * Checks the topic of a spec, as far as the other streams are known.
     * @throws InvalidStreamException when the topic is not free
     */
    void checkTopic(StreamSpec spec) {
        TopicClash.find(spec, this.definitions.all()).ifPresent((clash) -> {
            throw new InvalidStreamException(Map.of("topic", clash));
        });
    }

    /**
     * Checks that no stream moves the files that another one reads, as far as the other
     * streams are known.
     * @throws InvalidStreamException when one does
     */
    void checkFiles(StreamSpec spec) {
        Map<String, String> faults = FileConflicts.find(spec, this.definitions.all());
        if (!faults.isEmpty()) {
            throw new InvalidStreamException(faults);
        }
    }

    /**
     * Checks another pace of a stream.
     * @throws InvalidStreamException when the pace needs times, and the source has none
     */
    void checkPace(StreamSpec spec, Pace pace) {
        checkBinding(spec, pace, "");
        if (pace.needsTimes()) {
            Map<String, String> faults = new HashMap<>(spec.source().columnFaults(this.directory, true));
            // The pace needs no other column.
            faults.keySet().retainAll(Set.of("timeColumn"));
            refuse(faults);
        }
    }

    /**
     * Checks that the clock of a pace exists, as a part of a command.
     * @param prefix path of the pace in the body
     * @throws InvalidStreamException when it does not
     */
    void checkClock(Pace pace, String prefix) {
        pace.clockName().ifPresent((clock) -> {
            BrokerUnavailableException.unlessAnswered(this.clocks::awaitCaughtUp);
            if (this.clocks.find(clock).isEmpty()) {
                throw new InvalidStreamException(Map.of(prefix + "clock",
                        "is '" + clock + "', but there is no such clock; create it with PUT /api/clocks/{name}"));
            }
        });
    }

    /** Checks that a stream can follow the clock of its pace. */
    private static void checkBinding(StreamSpec spec, Pace pace, String prefix) {
        Map<String, String> errors = new HashMap<>();
        if (pace instanceof Pace.EventTime shared && shared.clock() != null) {
            if (shared.speedup() != null) {
                errors.put(prefix + "speedup", "must be absent with a clock, which has one of its own");
            }
            if (shared.maxGap() != null) {
                errors.put(prefix + "maxGap", "must be absent with a clock, which has one of its own");
            }
            if (spec.source().loops()) {
                errors.put(prefix + "clock", "is given, but the source loops, and a clock does not");
            }
            if (spec.source() instanceof DirectorySource) {
                errors.put(prefix + "clock", "is given, but the source is a directory, which has no last time; take "
                        + "event-time without a clock");
            }
            if (spec.source() instanceof RandomSource random && random.start() == null) {
                errors.put(prefix + "clock",
                        "is given, but the rows of the source have the time of their sending; " + "set source.start");
            }
        }
        if (!errors.isEmpty()) {
            throw new InvalidStreamException(errors);
        }
    }

    /** The faults are by field below {@code source}. */
    private static void refuse(Map<String, String> faults) {
        if (!faults.isEmpty()) {
            Map<String, String> errors = new HashMap<>();
            faults.forEach((field, reason) -> errors.put("source." + field, reason));
            throw new InvalidStreamException(errors);
        }
    }

}

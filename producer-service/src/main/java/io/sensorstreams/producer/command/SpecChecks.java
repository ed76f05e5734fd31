package io.sensorstreams.producer.command;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.sensorstreams.producer.definition.InvalidStreamException;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamTopic;
import io.sensorstreams.producer.definition.TopicClash;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.pace.Pace;

/** Checks of a spec that need its file, or the other streams. */
final class SpecChecks {

    private final StreamTopic definitions;

    private final DataDirectory directory;

    SpecChecks(StreamTopic definitions, DataDirectory directory) {
        this.definitions = definitions;
        this.directory = directory;
    }

    /**
     * Checks the source of a spec.
     * @throws InvalidStreamException when it cannot be opened
     */
    void checkSource(StreamSpec spec) {
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
     * Checks another pace of a stream.
     * @throws InvalidStreamException when the pace needs times, and the source has none
     */
    void checkPace(StreamSpec spec, Pace pace) {
        if (pace.needsTimes()) {
            Map<String, String> faults = new HashMap<>(spec.source().columnFaults(this.directory, true));
            // The pace needs no other column.
            faults.keySet().retainAll(Set.of("timeColumn", "timeColumns"));
            refuse(faults);
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

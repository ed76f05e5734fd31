package io.sensorstreams.producer.clocks;

import java.time.LocalDateTime;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sensorstreams.producer.clock.ClockSpec;
import io.sensorstreams.producer.clock.ClockState;
import io.sensorstreams.producer.definition.StreamState;
import org.jspecify.annotations.Nullable;

/**
 * JSON view of a clock in the REST API.
 *
 * @param spec its fields are next to the others
 * @param time event time that the clock shows, in its zone; of a clock that stands, the
 * one that it stands at
 * @param seeks number of seeks
 * @param streams streams that follow the clock, by name
 */
record ClockView(String name, @JsonUnwrapped ClockSpec spec, ClockState state, LocalDateTime time, long seeks,
        List<Follower> streams) {

    /**
     * Stream that follows a clock.
     *
     * @param eventTime event time of the next row, as its owner told last; null when it
     * is not known
     * @param rowsSkipped rows that were not sent because they lie before the start of the
     * clock or the target of a seek
     * @param owner replica that runs the stream, or null when no replica does
     */
    record Follower(String name, StreamState state, @Nullable LocalDateTime eventTime, long rowsSkipped,
            @Nullable String owner) {

    }

}

package io.sensorstreams.producer.stream;

import java.time.LocalDateTime;

import io.sensorstreams.producer.clock.ClockState;
import org.jspecify.annotations.Nullable;

/**
 * Clock of a stream in the view of the stream.
 *
 * @param state state of the clock; null when it does not exist
 * @param time event time that the clock shows, in its zone
 * @param rowsSkipped rows that were not sent because they lie before the start of the
 * clock or the target of a seek
 */
record FollowedClockView(String name, @Nullable ClockState state, @Nullable LocalDateTime time, long rowsSkipped) {

}

package io.sensorstreams.producer.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream has followed its clock, as a part of its position.
 *
 * @param origin identifies the clock
 * @param seek number of the seek that the stream has followed last
 * @param last latest event time that the stream has passed since, in milliseconds; null
 * when it is not known
 * @param skipped rows that were passed without sending, because they lie before the
 * target of a seek or before the start of the clock
 */
@JsonInclude(Include.NON_NULL)
public record ClockMark(String origin, long seek, @Nullable Long last, long skipped) {

}

package io.sensorstreams.producer.clock;

import java.time.Instant;

/**
 * Part of the course of a clock, until the next part begins.
 *
 * @param at when the part begins, on the wall clock
 * @param event event time of the clock then, in milliseconds
 * @param speedup milliseconds of event time in one of the wall clock; 0 when the clock
 * stands
 * @param seek number of seeks before
 * @param start event time that the clock began with or was last sought to; streams send
 * no rows before it
 */
public record ClockLine(Instant at, long event, double speedup, long seek, long start) {

}

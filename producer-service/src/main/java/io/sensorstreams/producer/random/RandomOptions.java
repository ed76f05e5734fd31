package io.sensorstreams.producer.random;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Which rows are made up.
 *
 * @param stations stations that report in turn
 * @param seed another seed gives other rows
 * @param fields columns in order; without them, readings in the topic's schema
 * @param start time of the first row on the stations' wall clock; without it, times are
 * those of the making
 * @param step from one reading of a station to its next
 */
public record RandomOptions(List<String> stations, long seed, Map<String, Field> fields, @Nullable LocalDateTime start,
        Duration step) {

}

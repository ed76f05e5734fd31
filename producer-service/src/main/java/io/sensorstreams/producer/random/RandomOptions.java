package io.sensorstreams.producer.random;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Options of a random source.
 *
 * @param stations names of the stations, which report in turn
 * @param fields columns in order; when empty, the columns of the topic's readings
 * @param start time of the first row on the stations' wall clock; when null, rows have
 * the time of their generation
 * @param step interval between two readings of a station
 */
public record RandomOptions(List<String> stations, long seed, Map<String, Field> fields, @Nullable LocalDateTime start,
        Duration step) {

}

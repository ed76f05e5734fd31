package io.sensorstreams.producer.random;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The settings of {@code RandomSource} that its rows depend on.
 */
public record RandomOptions(List<String> stations, long seed, Map<String, Field> fields, @Nullable LocalDateTime start,
        Duration step) {

}

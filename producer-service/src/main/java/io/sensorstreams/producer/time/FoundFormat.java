package io.sensorstreams.producer.time;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The format that was found in the times of a file.
 *
 * @param format null when none was found
 * @param others formats that read as many of the times, in the order of preference
 */
public record FoundFormat(@Nullable String format, List<String> others) {

    static final FoundFormat NONE = new FoundFormat(null, List.of());

    public FoundFormat {
        others = List.copyOf(others);
    }

}

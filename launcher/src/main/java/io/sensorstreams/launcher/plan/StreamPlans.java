package io.sensorstreams.launcher.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Planned streams of a data directory.
 *
 * @param leftOut the CSV files that cannot be streamed, each with a sentence that has the
 * fault and the remedy
 * @param otherFormats the same for tables in formats that are not read
 */
public record StreamPlans(List<StreamPlan> streams, Map<String, String> leftOut, Map<String, String> otherFormats) {

    public StreamPlans {
        streams = List.copyOf(streams);
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
        otherFormats = Collections.unmodifiableMap(new LinkedHashMap<>(otherFormats));
    }

}

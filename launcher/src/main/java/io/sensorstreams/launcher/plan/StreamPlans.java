package io.sensorstreams.launcher.plan;

import java.util.List;

/**
 * Planned streams of a data directory.
 *
 * @param oddities the files that are left out, each as a sentence with fault and remedy
 */
public record StreamPlans(List<StreamPlan> streams, List<String> oddities) {

    public StreamPlans {
        streams = List.copyOf(streams);
        oddities = List.copyOf(oddities);
    }

}

package io.sensorstreams.launcher.plan;

import java.util.List;

/**
 * Planned streams of a data directory, and the files that are left out.
 *
 * @param streams one for each file that can be streamed
 * @param oddities the other files, each as a sentence with fault and remedy
 */
public record StreamPlans(List<StreamPlan> streams, List<String> oddities) {

    public StreamPlans {
        streams = List.copyOf(streams);
        oddities = List.copyOf(oddities);
    }

}

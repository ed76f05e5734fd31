package io.sensorstreams.launcher.plan;

import java.util.List;

/**
 * What becomes of the files of a data directory.
 *
 * @param streams one for each file that can be streamed
 * @param oddities the files that cannot, each with its fault and the remedy, in sentences
 */
public record StreamPlans(List<StreamPlan> streams, List<String> oddities) {

    public StreamPlans {
        streams = List.copyOf(streams);
        oddities = List.copyOf(oddities);
    }

}

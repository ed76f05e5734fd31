package io.sensorstreams.kubernetes;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks that no claim is deleted with its replica or its stateful set. The files of a
 * replica that was scaled away are on no other disk.
 */
final class VolumeRule implements Rule {

    private static final String RETAIN = "Retain";

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        for (Workload workload : Workload.of(manifests).stream().filter(Workload::stateful).toList()) {
            var policy = workload.spec().getPersistentVolumeClaimRetentionPolicy();
            if (policy == null || !RETAIN.equals(policy.getWhenDeleted()) || !RETAIN.equals(policy.getWhenScaled())) {
                faults.add(workload.fault("persistentVolumeClaimRetentionPolicy must be Retain, for both cases"));
            }
        }
        return faults;
    }

}

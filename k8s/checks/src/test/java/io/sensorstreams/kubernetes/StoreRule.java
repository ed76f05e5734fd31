package io.sensorstreams.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks that output files outlive their pod: on a claim, or in an object store that is
 * named and for which the pod has credentials.
 */
final class StoreRule implements Rule {

    private static final String CONSUMER = "consumer-service";

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        for (Workload workload : Workload.of(manifests)) {
            Map<String, String> environment = PodEnvironment.of(workload, 0, manifests);
            if (uses(environment)) {
                store(workload, environment, faults);
            }
            else if (workload.name().equals(CONSUMER) && !workload.stateful()) {
                faults.add(workload.fault("SENSOR_STORE must be s3: its output files are lost with their pod"));
            }
        }
        return faults;
    }

    /** Returns whether a service has its files in an object store. */
    static boolean uses(Map<String, String> environment) {
        return "s3".equals(environment.get("SENSOR_STORE"))
                || environment.getOrDefault("SENSOR_DATA_DIR", "").startsWith("s3:");
    }

    private static void store(Workload workload, Map<String, String> environment, List<String> faults) {
        if (workload.name().equals(CONSUMER) && environment.getOrDefault("SENSOR_BUCKET", "").isBlank()) {
            faults.add(workload.fault("SENSOR_BUCKET is unset"));
        }
        if (!environment.containsKey("SENSOR_S3_REGION") && !environment.containsKey("SENSOR_S3_ENDPOINT")) {
            faults.add(workload.fault("neither SENSOR_S3_REGION nor SENSOR_S3_ENDPOINT is set"));
        }
        if (!environment.containsKey("AWS_SHARED_CREDENTIALS_FILE") && workload.pod().getServiceAccountName() == null) {
            faults.add(workload.fault("no credentials for the object store: set AWS_SHARED_CREDENTIALS_FILE to a file "
                    + "of a secret, or a service account with a role"));
        }
    }

}

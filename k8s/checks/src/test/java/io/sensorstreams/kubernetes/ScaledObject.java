package io.sensorstreams.kubernetes;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Resource of KEDA, with the fields in use. KEDA publishes no Java models. This one
 * follows the
 * <a href="https://keda.sh/docs/latest/reference/scaledobject-spec/">ScaledObject
 * specification</a>.
 */
record ScaledObject(String apiVersion, String kind, Metadata metadata, Spec spec) {

    record Metadata(String name, String namespace, Map<String, String> labels) {
    }

    record Spec(Target scaleTargetRef, int minReplicaCount, int maxReplicaCount, int pollingInterval, Fallback fallback,
            List<Trigger> triggers, Advanced advanced) {
    }

    record Target(String apiVersion, String kind, String name) {
    }

    record Fallback(int failureThreshold, int replicas) {
    }

    /** Metadata of the Prometheus scaler. */
    record Trigger(String type, Prometheus metadata) {
    }

    record Prometheus(String serverAddress, String query, String threshold) {
    }

    /** Behavior of the autoscaler, as in autoscaling/v2. */
    record Advanced(Autoscaler horizontalPodAutoscalerConfig) {
    }

    record Autoscaler(JsonNode behavior) {
    }

}

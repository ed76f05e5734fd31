package io.sensorstreams.kubernetes;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * KEDA's resource, with the fields that are in use here. KEDA publishes no Java models:
 * these are written from its reference,
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

    /** The behavior is that of autoscaling/v2. */
    record Advanced(Autoscaler horizontalPodAutoscalerConfig) {
    }

    record Autoscaler(JsonNode behavior) {
    }

}

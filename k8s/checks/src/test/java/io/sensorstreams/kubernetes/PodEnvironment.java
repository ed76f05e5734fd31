package io.sensorstreams.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;

/**
 * Creates the environment of a container as the kubelet does. The value of a secret is
 * {@code secret:<name>/<key>}. A reference {@code $(X)} to a variable that is not defined
 * before stays unchanged.
 */
final class PodEnvironment {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Z_]+)\\)");

    private PodEnvironment() {
    }

    /**
     * Returns the environment of the first container.
     * @param ordinal the pod's number, from 0
     */
    static Map<String, String> of(Workload workload, int ordinal, Manifests manifests) {
        Map<String, String> environment = new LinkedHashMap<>();
        var container = workload.pod().getContainers().get(0);
        container.getEnvFrom()
            .forEach((source) -> manifests.find(ConfigMap.class, source.getConfigMapRef().getName())
                .forEach((map) -> environment.putAll(map.getData())));
        container.getEnv()
            .forEach(
                    (variable) -> environment.put(variable.getName(), value(variable, workload, ordinal, environment)));
        return environment;
    }

    /** Returns a possible address of a pod. */
    static String address(int ordinal) {
        return "10.244.0." + (ordinal + 1);
    }

    private static String value(EnvVar variable, Workload workload, int ordinal, Map<String, String> before) {
        if (variable.getValueFrom() == null) {
            return REFERENCE.matcher(Objects.requireNonNullElse(variable.getValue(), ""))
                .replaceAll((reference) -> Matcher
                    .quoteReplacement(before.getOrDefault(reference.group(1), reference.group())));
        }
        var secret = variable.getValueFrom().getSecretKeyRef();
        if (secret != null) {
            return "secret:" + secret.getName() + "/" + secret.getKey();
        }
        String path = variable.getValueFrom().getFieldRef().getFieldPath();
        return switch (path) {
            case "metadata.name" -> workload.name() + "-" + ordinal;
            case "status.podIP" -> address(ordinal);
            case "metadata.namespace" -> workload.namespace();
            case "metadata.labels['apps.kubernetes.io/pod-index']" -> String.valueOf(ordinal);
            default -> "unsupported field of a pod: " + path;
        };
    }

}

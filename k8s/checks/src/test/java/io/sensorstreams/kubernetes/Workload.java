package io.sensorstreams.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;

/**
 * Stateful set with its pods. Parts that the rules read are never {@code null}; missing
 * parts are empty lists.
 */
record Workload(StatefulSet set) {

    static List<Workload> of(Manifests manifests) {
        return manifests.all(StatefulSet.class).stream().map(Workload::new).toList();
    }

    String name() {
        return this.set.getMetadata().getName();
    }

    StatefulSetSpec spec() {
        return this.set.getSpec();
    }

    PodSpec pod() {
        return spec().getTemplate().getSpec();
    }

    Map<String, String> labels() {
        return Objects.requireNonNullElse(spec().getTemplate().getMetadata().getLabels(), Map.of());
    }

    List<Container> containers() {
        return Stream.concat(pod().getInitContainers().stream(), pod().getContainers().stream()).toList();
    }

    Stream<ContainerPort> ports() {
        return containers().stream().flatMap((container) -> container.getPorts().stream());
    }

    int replicas() {
        return Objects.requireNonNullElse(spec().getReplicas(), 1);
    }

    /**
     * Returns whether a selector matches these pods. Selectors with expressions are not
     * supported.
     */
    boolean chosenBy(Map<String, String> labels) {
        return labels().entrySet().containsAll(labels.entrySet());
    }

    boolean chosenBy(LabelSelector selector) {
        if (!selector.getMatchExpressions().isEmpty()) {
            throw new IllegalArgumentException("selector with expressions is not supported: " + selector);
        }
        return chosenBy(Objects.requireNonNullElse(selector.getMatchLabels(), Map.of()));
    }

    /** Returns a fault of this workload as text. */
    String fault(String what) {
        return "StatefulSet/" + name() + ": " + what;
    }

}

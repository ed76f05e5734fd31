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
 * A stateful set and its pods, with everything that the rules ask for present, if only as
 * an empty list.
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
     * Whether a selector chooses these pods. Selectors by expressions are not in use
     * here.
     */
    boolean chosenBy(Map<String, String> labels) {
        return labels().entrySet().containsAll(labels.entrySet());
    }

    boolean chosenBy(LabelSelector selector) {
        if (!selector.getMatchExpressions().isEmpty()) {
            throw new IllegalArgumentException("a selector by expressions: " + selector);
        }
        return chosenBy(Objects.requireNonNullElse(selector.getMatchLabels(), Map.of()));
    }

    /** A fault of this workload. */
    String fault(String what) {
        return "StatefulSet/" + name() + ": " + what;
    }

}

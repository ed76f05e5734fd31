package io.sensorstreams.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;

/**
 * Stateful set or deployment with its pods. Parts that the rules read are never
 * {@code null}; missing parts are empty lists.
 *
 * @param spec of a deployment: the fields that a stateful set has, too
 */
record Workload(HasMetadata owner, StatefulSetSpec spec) {

    static List<Workload> of(Manifests manifests) {
        return Stream
            .concat(manifests.all(StatefulSet.class).stream().map((set) -> new Workload(set, set.getSpec())),
                    manifests.all(Deployment.class)
                        .stream()
                        .map((deployment) -> new Workload(deployment, shared(deployment.getSpec()))))
            .toList();
    }

    private static StatefulSetSpec shared(DeploymentSpec deployment) {
        StatefulSetSpec spec = new StatefulSetSpec();
        spec.setReplicas(deployment.getReplicas());
        spec.setSelector(deployment.getSelector());
        spec.setTemplate(deployment.getTemplate());
        return spec;
    }

    /** Returns the stateful set with this name. */
    static Workload named(String name, Manifests manifests) {
        return of(manifests).stream().filter((workload) -> workload.name().equals(name)).findFirst().orElseThrow();
    }

    /** Returns whether its pods have numbers, names and disks. */
    boolean stateful() {
        return this.owner instanceof StatefulSet;
    }

    /**
     * Returns whether others depend on its pods: brokers and services, not helpers of
     * these.
     */
    boolean serves() {
        return stateful() || name().endsWith("-service");
    }

    String name() {
        return this.owner.getMetadata().getName();
    }

    String namespace() {
        return this.owner.getMetadata().getNamespace();
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
        return this.owner.getKind() + "/" + name() + ": " + what;
    }

}

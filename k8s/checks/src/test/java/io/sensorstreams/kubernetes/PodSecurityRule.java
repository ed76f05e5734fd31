package io.sensorstreams.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;

/**
 * Checks the <a href=
 * "https://kubernetes.io/docs/concepts/security/pod-security-standards/">restricted Pod
 * Security Standard</a>, which the namespace must also enforce. In addition, requires a
 * read-only root file system and no token of a service account.
 */
final class PodSecurityRule implements Rule {

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        boolean enforced = manifests.all(Namespace.class)
            .stream()
            .anyMatch((namespace) -> "restricted"
                .equals(namespace.getMetadata().getLabels().get("pod-security.kubernetes.io/enforce")));
        if (!enforced) {
            faults.add("Namespace: does not enforce the restricted Pod Security Standard");
        }
        for (Workload workload : Workload.of(manifests)) {
            pod(workload.pod()).forEach((fault) -> faults.add(workload.fault(fault)));
            workload.containers()
                .forEach((container) -> container(container).forEach((fault) -> faults.add(workload.fault(fault))));
        }
        return faults;
    }

    private static List<String> pod(PodSpec pod) {
        Requirements<PodSpec> pods = new Requirements<>(pod);
        pods.require("pod must run as non-root",
                (it) -> Boolean.TRUE.equals(it.getSecurityContext().getRunAsNonRoot()));
        pods.require("pod must run as a user that is not 0",
                (it) -> it.getSecurityContext().getRunAsUser() != null && it.getSecurityContext().getRunAsUser() > 0);
        pods.require("pod must have seccomp profile RuntimeDefault",
                (it) -> "RuntimeDefault".equals(it.getSecurityContext().getSeccompProfile().getType()));
        pods.require("pod must not share the host's namespaces", (it) -> !Boolean.TRUE.equals(it.getHostNetwork())
                && !Boolean.TRUE.equals(it.getHostPID()) && !Boolean.TRUE.equals(it.getHostIPC()));
        pods.require("pod must not set sysctls", (it) -> it.getSecurityContext().getSysctls().isEmpty());
        pods.require("pod must not mount the service account's token",
                (it) -> Boolean.FALSE.equals(it.getAutomountServiceAccountToken()));
        pods.require("pod must have volumes of allowed types only",
                (it) -> it.getVolumes().stream().allMatch(PodSecurityRule::allowed));
        return pods.faults;
    }

    private static List<String> container(Container container) {
        Requirements<Container> containers = new Requirements<>(container);
        SecurityContext context = container.getSecurityContext();
        String name = "container '" + container.getName() + "' must ";
        if (context == null) {
            return List.of(name + "have a security context");
        }
        containers.require(name + "not allow privilege escalation",
                (it) -> Boolean.FALSE.equals(context.getAllowPrivilegeEscalation()));
        containers.require(name + "not be privileged", (it) -> !Boolean.TRUE.equals(context.getPrivileged()));
        containers.require(name + "drop all capabilities and add none",
                (it) -> context.getCapabilities().getDrop().equals(List.of("ALL"))
                        && context.getCapabilities().getAdd().isEmpty());
        containers.require(name + "have a read-only root file system",
                (it) -> Boolean.TRUE.equals(context.getReadOnlyRootFilesystem()));
        containers.require(name + "leave user and seccomp profile to the pod", (it) -> context.getRunAsUser() == null
                && context.getRunAsNonRoot() == null && context.getSeccompProfile() == null);
        containers.require(name + "not use ports of the host",
                (it) -> it.getPorts().stream().allMatch((port) -> port.getHostPort() == null));
        return containers.faults;
    }

    /**
     * Returns whether the volume has one of the types in use. The standard allows some
     * more.
     */
    private static boolean allowed(Volume volume) {
        return volume.getEmptyDir() != null || volume.getConfigMap() != null || volume.getSecret() != null;
    }

    private static final class Requirements<T> {

        private final List<String> faults = new ArrayList<>();

        private final T subject;

        Requirements(T subject) {
            this.subject = subject;
        }

        /**
         * Adds a fault when the requirement is not met. A missing part does not meet it.
         */
        void require(String requirement, Predicate<T> met) {
            boolean holds;
            try {
                holds = met.test(this.subject);
            }
            catch (NullPointerException e) {
                holds = false;
            }
            if (!holds) {
                this.faults.add(requirement);
            }
        }

    }

}

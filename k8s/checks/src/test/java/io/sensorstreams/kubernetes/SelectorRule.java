package io.sensorstreams.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;

/**
 * Checks that selectors match the intended resources: workloads match their own pods,
 * services and budgets match pods, and monitors match services. Ports of services and
 * monitors must exist.
 */
final class SelectorRule implements Rule {

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        List<Workload> workloads = Workload.of(manifests);
        workloads.forEach((workload) -> workload(workload, manifests, faults));
        manifests.all(Service.class).forEach((service) -> service(service, workloads, faults));
        manifests.all(PodDisruptionBudget.class).forEach((budget) -> {
            LabelSelector selector = budget.getSpec().getSelector();
            if (selector == null || workloads.stream().noneMatch((workload) -> workload.chosenBy(selector))) {
                faults.add("PodDisruptionBudget/" + budget.getMetadata().getName() + ": its selector matches no pods");
            }
        });
        manifests.all(ServiceMonitor.class).forEach((monitor) -> monitor(monitor, manifests, faults));
        return faults;
    }

    private static void workload(Workload workload, Manifests manifests, List<String> faults) {
        LabelSelector selector = workload.spec().getSelector();
        if (selector == null) {
            faults.add(workload.fault("spec.selector is missing"));
        }
        else if (!workload.chosenBy(selector)) {
            faults.add(workload.fault("its selector does not match its own pods"));
        }
        workload.pod().getTopologySpreadConstraints().forEach((constraint) -> {
            if (!workload.chosenBy(constraint.getLabelSelector())) {
                faults.add(workload.fault("a topology spread constraint does not match its own pods"));
            }
        });
        if (workload.stateful()) {
            governed(workload, manifests, faults);
        }
    }

    private static void governed(Workload workload, Manifests manifests, List<String> faults) {
        String governing = String.valueOf(workload.spec().getServiceName());
        boolean governed = manifests.find(Service.class, governing)
            .anyMatch((service) -> "None".equals(service.getSpec().getClusterIP())
                    && workload.chosenBy(service.getSpec().getSelector()));
        if (!governed) {
            faults.add(workload.fault("serviceName '" + governing + "' is not a headless service of its pods"));
        }
    }

    private static void service(Service service, List<Workload> workloads, List<String> faults) {
        String name = "Service/" + service.getMetadata().getName() + ": ";
        Map<String, String> selector = Objects.requireNonNullElse(service.getSpec().getSelector(), Map.of());
        List<Workload> chosen = workloads.stream().filter((workload) -> workload.chosenBy(selector)).toList();
        if (selector.isEmpty() || chosen.size() != 1) {
            faults.add(name + "its selector matches the pods of " + chosen.size() + " workloads");
            return;
        }
        for (ServicePort port : service.getSpec().getPorts()) {
            if (!names(port.getTargetPort(), chosen.get(0))) {
                faults.add(name + "targetPort '" + port.getTargetPort().getValue() + "' is not a port of its pods");
            }
        }
    }

    /** Returns whether the workload has a port with this name or number. */
    static boolean names(IntOrString port, Workload workload) {
        return workload.ports()
            .anyMatch((known) -> Objects.equals(port.getValue(), known.getName())
                    || Objects.equals(port.getValue(), known.getContainerPort()));
    }

    private static void monitor(ServiceMonitor monitor, Manifests manifests, List<String> faults) {
        String name = "ServiceMonitor/" + monitor.getMetadata().getName() + ": ";
        List<Service> chosen = manifests.all(Service.class)
            .stream()
            .filter((service) -> service.getMetadata()
                .getLabels()
                .entrySet()
                .containsAll(monitor.getSpec().getSelector().getMatchLabels().entrySet()))
            .toList();
        if (chosen.size() != 2) {
            faults.add(name + "its selector matches " + chosen.size() + " services, expected one of each program");
        }
        monitor.getSpec().getEndpoints().forEach((endpoint) -> chosen.forEach((service) -> {
            if (service.getSpec().getPorts().stream().noneMatch((port) -> port.getName().equals(endpoint.getPort()))) {
                faults.add(name + "Service/" + service.getMetadata().getName() + " has no port '" + endpoint.getPort()
                        + "'");
            }
        }));
    }

}

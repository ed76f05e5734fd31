package io.sensorstreams.kubernetes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;

/**
 * Checks where pods run: each workload spreads its own pods over the nodes, no topology
 * has two constraints, and priority classes exist, with the brokers above the services.
 */
final class PlacementRule implements Rule {

    private static final String NODE = "kubernetes.io/hostname";

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        for (Workload workload : Workload.of(manifests)) {
            Set<String> topologies = new HashSet<>();
            for (TopologySpreadConstraint spread : workload.pod().getTopologySpreadConstraints()) {
                if (!topologies.add(spread.getTopologyKey())) {
                    faults.add(workload.fault("two topology spread constraints for " + spread.getTopologyKey()));
                }
                if (!workload.chosenBy(spread.getLabelSelector())
                        || spread.getLabelSelector().getMatchLabels().isEmpty()) {
                    faults.add(workload.fault("topology spread constraint for other pods"));
                }
            }
            if (workload.serves() && !topologies.contains(NODE)) {
                faults.add(workload.fault("its pods are not spread over nodes"));
            }
            priority(workload, manifests, faults);
        }
        return faults;
    }

    private static void priority(Workload workload, Manifests manifests, List<String> faults) {
        String named = workload.pod().getPriorityClassName();
        if (named == null) {
            return;
        }
        if (manifests.find(PriorityClass.class, named).findAny().isEmpty()) {
            faults.add(workload.fault("there is no PriorityClass '" + named + "'"));
        }
        if (workload.name().equals("kafka") && manifests.all(PriorityClass.class)
            .stream()
            .anyMatch((other) -> other.getValue() > value(named, manifests))) {
            faults.add(workload.fault("brokers must have the highest priority"));
        }
    }

    private static int value(String name, Manifests manifests) {
        return manifests.find(PriorityClass.class, name).mapToInt(PriorityClass::getValue).findAny().orElse(0);
    }

}

package io.sensorstreams.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** Checks fields that allow certain values only, which the models read as any text. */
final class VocabularyRule implements Rule {

    private static final Map<String, Set<String>> WORDS = Map.of("protocol", Set.of("TCP", "UDP"), "whenUnsatisfiable",
            Set.of("DoNotSchedule", "ScheduleAnyway"), "imagePullPolicy", Set.of("IfNotPresent", "Always", "Never"),
            "podManagementPolicy", Set.of("Parallel", "OrderedReady"), "sessionAffinity", Set.of("ClientIP", "None"),
            "policyTypes", Set.of("Ingress", "Egress"), "accessModes",
            Set.of("ReadWriteOnce", "ReadWriteOncePod", "ReadWriteMany"), "unhealthyPodEvictionPolicy",
            Set.of("AlwaysAllow", "IfHealthyBudget"), "fsGroupChangePolicy", Set.of("OnRootMismatch", "Always"),
            "clusterIP", Set.of("None"));

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        manifests.documents().forEach((document) -> walk(document, Manifests.name(document), faults));
        return faults;
    }

    private static void walk(JsonNode node, String document, List<String> faults) {
        node.properties().forEach((field) -> {
            Set<String> known = WORDS.get(field.getKey());
            if (known != null) {
                Iterable<JsonNode> values = field.getValue().isArray() ? field.getValue() : List.of(field.getValue());
                for (JsonNode value : values) {
                    if (!known.contains(value.asText())) {
                        faults.add(document + ": " + field.getKey() + " is '" + value.asText() + "'; known: " + known);
                    }
                }
            }
        });
        node.forEach((child) -> walk(child, document, faults));
    }

}

package io.sensorstreams.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** Checks fields that allow certain values only, which the models read as any text. */
final class VocabularyRule implements Rule {

    private static final Map<String, Set<String>> WORDS = Map.ofEntries(entry("protocol", "TCP", "UDP"),
            entry("whenUnsatisfiable", "DoNotSchedule", "ScheduleAnyway"),
            entry("imagePullPolicy", "IfNotPresent", "Always", "Never"),
            entry("podManagementPolicy", "Parallel", "OrderedReady"), entry("sessionAffinity", "ClientIP", "None"),
            entry("policyTypes", "Ingress", "Egress"),
            entry("accessModes", "ReadWriteOnce", "ReadWriteOncePod", "ReadWriteMany"),
            entry("unhealthyPodEvictionPolicy", "AlwaysAllow", "IfHealthyBudget"),
            entry("fsGroupChangePolicy", "OnRootMismatch", "Always"), entry("clusterIP", "None"),
            entry("pathType", "Prefix", "Exact"));

    private static Map.Entry<String, Set<String>> entry(String field, String... words) {
        return Map.entry(field, Set.of(words));
    }

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

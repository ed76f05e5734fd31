package io.sensorstreams.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/** What was sent to the topics of a cluster, and what has become of it on all disks. */
final class ExpectedRows {

    private final Map<String, ExactlyOnceOutput> byTopic = new LinkedHashMap<>();

    /** Takes note that these are the rows of a topic. */
    void expect(String topic, Path source) throws IOException {
        this.byTopic.put(topic, new ExactlyOnceOutput(source));
    }

    int rows() {
        return this.byTopic.values().stream().mapToInt(ExactlyOnceOutput::rows).sum();
    }

    /**
     * Judges what is committed.
     * @return what is wrong, a sentence each; empty when each row is in the files once
     */
    List<String> violations(FaultyCluster cluster) throws IOException {
        List<String> violations = new ArrayList<>();
        List<JsonNode> ledger = cluster.ledger();
        CommittedRows committed = new CommittedRows(cluster.disks());
        for (Map.Entry<String, ExactlyOnceOutput> topic : this.byTopic.entrySet()) {
            topic.getValue()
                .violations(committed.read(ledger, topic.getKey()).values())
                .forEach((violation) -> violations.add(topic.getKey() + ": " + violation));
        }
        return violations;
    }

}

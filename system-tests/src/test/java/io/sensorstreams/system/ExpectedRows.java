package io.sensorstreams.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * Holds the rows that were sent to the topics of a cluster, and compares them with the
 * output files of all replicas.
 */
final class ExpectedRows {

    private final Map<String, ExactlyOnceOutput> byTopic = new LinkedHashMap<>();

    /** Adds the rows of a topic. */
    void expect(String topic, Path source) throws IOException {
        this.byTopic.put(topic, new ExactlyOnceOutput(source));
    }

    /** Returns the number of rows of all topics. */
    int rows() {
        return rows(List.copyOf(this.byTopic.keySet()));
    }

    /** Returns the number of rows of these topics. */
    int rows(List<String> topics) {
        return topics.stream().map(this.byTopic::get).mapToInt(ExactlyOnceOutput::rows).sum();
    }

    /**
     * Checks the committed rows of all topics.
     * @return violations, a sentence each; empty when each row is in the files once
     */
    List<String> violations(FaultyCluster cluster) throws IOException {
        return violations(cluster, List.copyOf(this.byTopic.keySet()));
    }

    /**
     * Checks the committed rows of some topics.
     * @return violations, a sentence each; empty when each row is in the files once
     */
    List<String> violations(FaultyCluster cluster, List<String> topics) throws IOException {
        List<String> violations = new ArrayList<>();
        List<JsonNode> ledger = cluster.ledger();
        CommittedRows committed = cluster.reader();
        for (String topic : topics) {
            this.byTopic.get(topic)
                .violations(committed.read(ledger, topic).values())
                .forEach((violation) -> violations.add(topic + ": " + violation));
        }
        return violations;
    }

    /** Checks the committed rows of one topic, of which some may be missing. */
    ExactlyOnceOutput.Judgement judge(FaultyCluster cluster, String topic) throws IOException {
        return this.byTopic.get(topic).judge(cluster.reader().read(cluster.ledger(), topic).values());
    }

}

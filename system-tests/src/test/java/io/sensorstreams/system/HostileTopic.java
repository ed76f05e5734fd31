package io.sensorstreams.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tools.jackson.databind.JsonNode;

/**
 * Topic that receives records that no producer-service sends, while the internal topics
 * receive similar records. Each record of the topic must be in a file or in the
 * dead-letter topic, and none may block a partition.
 */
final class HostileTopic {

    private static final int ROWS = 100;

    /** Number of records for each internal topic. */
    private static final int INTERNAL = 20;

    /**
     * Partitions of an internal topic to send to. The services create at least this many.
     */
    private static final int INTERNAL_PARTITIONS = 4;

    private final FaultyCluster cluster;

    private final String topic;

    private final HostileRecords records;

    HostileTopic(FaultyCluster cluster, String topic, long seed) {
        this.cluster = cluster;
        this.topic = topic;
        this.records = new HostileRecords(seed);
    }

    /** Sends some records. The brokers may reject them or not answer. */
    synchronized void send() {
        Map<String, Object> settings = Map.of("bootstrap.servers", this.cluster.bootstrapServers(), "max.block.ms",
                5_000, "delivery.timeout.ms", 20_000, "request.timeout.ms", 10_000, "linger.ms", 0);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings, new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < ROWS; i++) {
                producer.send(this.records.row(this.topic, this.cluster.partitions()));
            }
            for (int i = 0; i < INTERNAL; i++) {
                internal().forEach(producer::send);
            }
        }
    }

    private List<ProducerRecord<byte[], byte[]>> internal() {
        return List.of(this.records.ledger("sensor-ledger", INTERNAL_PARTITIONS, this.topic),
                this.records.definition("sensor-streams", INTERNAL_PARTITIONS),
                this.records.position("sensor-positions", INTERNAL_PARTITIONS));
    }

    /**
     * Checks the reports of the audits. Duplicates and problems are no violation, because
     * hostile records repeat row identities, and Kafka removes records with old
     * timestamps.
     * @param audits answers of all replicas to an audit of the topic
     * @return violations, a sentence each
     */
    List<String> violations(List<JsonNode> audits) {
        List<String> violations = new ArrayList<>();
        for (JsonNode audit : audits) {
            if (audit.path("topics").size() < this.cluster.partitions()) {
                violations.add(this.topic + ": the audit has no report of some partitions: " + audit);
            }
            audit.path("topics")
                .valueStream()
                .filter((row) -> !isComplete(row))
                .forEach((row) -> violations.add(this.topic + ": " + row));
        }
        return violations;
    }

    private static boolean isComplete(JsonNode row) {
        long inKafka = row.path("inKafka").asLong();
        long found = row.path("inFiles").asLong() + row.path("unreachable").asLong() + row.path("deadLettered").asLong()
                + row.path("skipped").asLong();
        long wrong = row.path("missing").asLong() + row.path("foreign").asLong() + row.path("disordered").asLong();
        return wrong == 0 && found == inKafka;
    }

}

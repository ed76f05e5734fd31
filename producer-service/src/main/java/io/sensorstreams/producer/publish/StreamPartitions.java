package io.sensorstreams.producer.publish;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.sensorstreams.common.kafka.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Utils;

/**
 * Maps the name of a stream to its partition, which is the same in the topics
 * {@code sensor-streams} and {@code sensor-positions}.
 */
public final class StreamPartitions {

    /** Partitions of both topics when the service creates them. */
    private static final int COUNT = 8;

    private StreamPartitions() {
    }

    /** Replicas of each partition, or -1 for the broker's default. */
    public static List<NewTopic> topics(short replication) {
        return List.of(Topics.compacted(Topics.STREAMS, COUNT, replication),
                Topics.compacted(Topics.POSITIONS, COUNT, replication));
    }

    /** The partition that Kafka's own partitioner chooses for the name as a key. */
    public static int of(String name, int partitions) {
        return Utils.toPositive(Utils.murmur2(name.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

}

package io.sensorstreams.consumer.replicas;

import java.nio.charset.StandardCharsets;

import io.sensorstreams.common.kafka.RefusedRecordException;
import io.sensorstreams.common.kafka.StoredJson;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates and decodes records of the topic {@value Topics#REPLICAS}: one for each
 * replica, with its name as the key and JSON as the value.
 */
record ReplicaTopic() implements TopicTable.Decoder<Replica> {

    private static final int MOST_BYTES = 256 * 1024;

    private static final StoredJson VALUES = new StoredJson(MOST_BYTES, "instance", "url", "groups", "startedAt");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static NewTopic description(short replication) {
        return Topics.compacted(Topics.REPLICAS, 1, replication);
    }

    static ProducerRecord<byte[], byte[]> record(Replica replica) {
        return record(replica.instance(), MAPPER.writeValueAsBytes(replica));
    }

    /** Creates the tombstone of a replica. */
    static ProducerRecord<byte[], byte[]> forget(String instance) {
        return record(instance, null);
    }

    private static ProducerRecord<byte[], byte[]> record(String instance, byte @Nullable [] value) {
        return new ProducerRecord<>(Topics.REPLICAS, 0, instance.getBytes(StandardCharsets.UTF_8), value);
    }

    @Override
    public void checkKey(String key, int partition) throws RefusedRecordException {
        if (partition != 0) {
            throw new RefusedRecordException("is in partition " + partition + ", but its key belongs to partition 0");
        }
    }

    @Override
    public Replica decode(ConsumerRecord<String, byte[]> record) throws RefusedRecordException {
        Replica replica = VALUES.read(record.value(), Replica.class);
        if (!replica.instance().equals(record.key())) {
            throw new RefusedRecordException("has the value of another key, '" + replica.instance() + "'");
        }
        return replica;
    }

}

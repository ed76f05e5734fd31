package io.sensorstreams.consumer.store;

import io.sensorstreams.common.ledger.LedgerObject;

/**
 * An output file in an object store.
 *
 * @param key key of the object, with the prefix of the store
 * @param etag identifies the content, as the store gives it, with its quotes
 * @param crc32c CRC-32C of its bytes in hexadecimal, as in the ledger; empty when its
 * writer did not store it
 * @param cluster id of the Kafka cluster of its rows; empty when unknown
 * @param topicId id of the topic of its rows; empty when unknown
 */
public record StoredSegment(String bucket, String key, String etag, long bytes, String crc32c, String cluster,
        String topicId) {

    /** Name of the output file. */
    public String file() {
        return LedgerObject.file(this.key).orElseThrow();
    }

    /** Whether its rows are those of a topic. */
    boolean isOf(String otherCluster, String otherTopicId) {
        return this.cluster.equals(otherCluster) && this.topicId.equals(otherTopicId);
    }

}

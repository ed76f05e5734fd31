package io.sensorstreams.consumer.store;

import java.nio.file.Path;

/**
 * A complete output file on the disk that becomes an object.
 *
 * @param path the file, which does not change any more
 * @param object name of the object, which no other one has
 * @param crc32c CRC-32C of all its bytes, as in the ledger
 * @param cluster id of the Kafka cluster of its rows
 * @param topicId id of the topic of its rows
 */
public record FinishedSegment(SegmentPlace place, Path path, String object, long bytes, String crc32c, String cluster,
        String topicId) {

}

package io.sensorstreams.consumer.status;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is told of a partition.
 *
 * @param owner instance that has it, or had it last
 * @param committed offset of the next row that is not committed
 * @param logEnd end of what can be read from the topic
 * @param lag offsets between the two; transaction markers count
 * @param rows rows that are committed to files
 * @param bytes bytes that are committed to files
 * @param file name of the file that is written to
 * @param lastRowAt when the last row arrived at this instance
 * @param oldestUnflushedMs how long the oldest row that is not committed has waited
 * @param reason why it is paused or unknown, or which rows it has lost
 */
public record PartitionView(String group, String topic, int partition, @Nullable String owner, @Nullable Long committed,
        @Nullable Long logEnd, @Nullable Long lag, long rows, long bytes, @Nullable String file,
        @Nullable Instant lastRowAt, long oldestUnflushedMs, PartitionState state, @Nullable String reason) {
}

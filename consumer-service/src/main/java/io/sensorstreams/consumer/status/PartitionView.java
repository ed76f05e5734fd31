package io.sensorstreams.consumer.status;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Public view of a partition.
 *
 * @param owner instance that owns it, or owned it last
 * @param committed offset of the next uncommitted row
 * @param logEnd end of what can be read from the topic
 * @param lag number of offsets between the two; transaction markers count
 * @param rows committed rows
 * @param bytes committed bytes
 * @param file name of the open file
 * @param lastRowAt when the last row arrived at this instance
 * @param oldestUnflushedMs how long the oldest uncommitted row has waited
 * @param reason why it is paused or unknown, or which rows it has lost
 */
public record PartitionView(String group, String topic, int partition, @Nullable String owner, @Nullable Long committed,
        @Nullable Long logEnd, @Nullable Long lag, long rows, long bytes, @Nullable String file,
        @Nullable Instant lastRowAt, long oldestUnflushedMs, PartitionState state, @Nullable String reason) {
}

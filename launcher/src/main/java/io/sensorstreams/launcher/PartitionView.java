package io.sensorstreams.launcher;

import org.jspecify.annotations.Nullable;

/**
 * What the consumer-service tells of one partition.
 *
 * @param lag rows and transaction markers not yet in files; {@code null} when not known
 * @param rows rows in files
 * @param reason why it is paused; {@code null} when it is not
 */
record PartitionView(String group, String topic, int partition, @Nullable Long lag, long rows,
        @Nullable String reason) {
}

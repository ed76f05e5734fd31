package io.sensorstreams.consumer.watch;

import java.util.Map;
import java.util.TreeMap;

import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.status.PartitionSnapshot;
import io.sensorstreams.consumer.status.PartitionStatuses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.util.Comparator.comparing;

/**
 * Logs how many rows were committed to the files of each partition since the last count.
 * A partition without new rows is left out. Owned by the thread of its schedule.
 */
final class RowCountLog {

    private static final Logger LOGGER = LoggerFactory.getLogger(RowCountLog.class);

    /** With more partitions than this, one line has their sum. */
    static final int MOST = 20;

    private final PartitionTaps taps;

    private final PartitionStatuses statuses;

    RowCountLog(PartitionTaps taps, PartitionStatuses statuses) {
        this.taps = taps;
        this.statuses = statuses;
    }

    void write() {
        Map<PartitionKey, Long> counts = new TreeMap<>(comparing(PartitionKey::group).thenComparing(PartitionKey::topic)
            .thenComparing(PartitionKey::partition));
        this.taps.forEach((partition, tap) -> counts.put(partition, tap.takeCommitted()));
        counts.values().removeIf((rows) -> rows == 0);
        if (counts.size() <= MOST) {
            counts.forEach(this::write);
        }
        else {
            LOGGER.atInfo()
                .addKeyValue("partitions", counts.size())
                .addKeyValue("rows", counts.values().stream().mapToLong(Long::longValue).sum())
                .log("Rows were written");
        }
    }

    private void write(PartitionKey partition, long rows) {
        LOGGER.atInfo()
            .addKeyValue("group", partition.group())
            .addKeyValue("topic", partition.topic())
            .addKeyValue("partition", partition.partition())
            .addKeyValue("rows", rows)
            .addKeyValue("offset", this.statuses.get(partition).map(PartitionSnapshot::committed).orElse(null))
            .log("Rows were written");
    }

}

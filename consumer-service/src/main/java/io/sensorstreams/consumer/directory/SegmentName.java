package io.sensorstreams.consumer.directory;

import java.util.Locale;
import java.util.OptionalLong;

import io.sensorstreams.common.ledger.LedgerName;

/**
 * Names of output files: {@code AIR-0-00000000000000000042.csv} has rows of topic AIR,
 * partition 0, from offset 42.
 */
public final class SegmentName {

    private SegmentName() {
    }

    public static String of(String topic, int partition, long firstOffset, String extension) {
        return String.format(Locale.ROOT, "%s-%d-%020d.%s", topic, partition, firstOffset, extension);
    }

    /** First offset of a file of this partition; empty for other names. */
    public static OptionalLong firstOffset(String topic, int partition, String name) {
        return LedgerName.firstOffset(topic, partition, name);
    }

}

package io.sensorstreams.consumer.directory;

import java.util.Locale;

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

}

package io.sensorstreams.consumer.sink;

/**
 * Names of output files: {@code AIR-0-00000000000000000042.csv} holds rows of topic AIR,
 * partition 0, from offset 42 on.
 */
public final class SegmentName {

    private SegmentName() {
    }

    /** The name of the file whose first record has this offset. */
    public static String of(String topic, int partition, long firstOffset, String extension) {
        return String.format("%s-%d-%020d.%s", topic, partition, firstOffset, extension);
    }

}

package io.sensorstreams.consumer.directory;

import java.util.Locale;

import io.sensorstreams.common.ledger.LedgerName;

/**
 * Names of output files: {@code AIR-0-00000000000000000042.csv} has rows of topic AIR,
 * partition 0, from offset 42.
 */
public final class SegmentName {

    private static final String PART = ".part";

    private SegmentName() {
    }

    public static String of(String topic, int partition, long firstOffset, String extension) {
        return String.format(Locale.ROOT, "%s-%d-%020d.%s", topic, partition, firstOffset, extension);
    }

    /**
     * Name of the file that becomes an output file when it is complete, such as
     * {@code .AIR-0-00000000000000000042.csv.gz.part}. No output file has such a name.
     */
    public static String temporary(String file) {
        return "." + file + PART;
    }

    /** Whether it is the name of a temporary file of this partition. */
    public static boolean isTemporary(String topic, int partition, String name) {
        return name.startsWith(".") && name.endsWith(PART) && name.length() > PART.length()
                && LedgerName.firstOffset(topic, partition, name.substring(1, name.length() - PART.length()))
                    .isPresent();
    }

}

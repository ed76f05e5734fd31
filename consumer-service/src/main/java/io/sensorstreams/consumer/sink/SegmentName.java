package io.sensorstreams.consumer.sink;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of output files: {@code AIR-0-00000000000000000042.csv} holds rows of topic AIR,
 * partition 0, from offset 42 on.
 */
public final class SegmentName {

    private static final String ENDINGS = "\\.(csv|jsonl)(\\.gz|\\.zst)?";

    private SegmentName() {
    }

    /** The name of the file whose first record has this offset. */
    public static String of(String topic, int partition, long firstOffset, String extension) {
        return String.format("%s-%d-%020d.%s", topic, partition, firstOffset, extension);
    }

    /**
     * Reads the first offset off a name.
     * @return empty when the name is not one of an output file of this partition
     */
    public static OptionalLong firstOffset(String topic, int partition, String name) {
        Matcher matcher = Pattern.compile(Pattern.quote(topic + "-" + partition + "-") + "(\\d{20})" + ENDINGS)
            .matcher(name);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

}

package io.sensorstreams.common.ledger;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifies an output file; the key of its records in the ledger. For example,
 * {@code AIR/AIR/0/AIR-0-00000000000000000042.csv} is the file of group AIR, topic AIR,
 * partition 0 whose first record has offset 42. No part can lead out of the partition's
 * directory.
 */
public record LedgerName(String group, String topic, int partition, String file) {

    static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,8}");

    private static final Pattern ENDING = Pattern.compile("-(\\d{20})\\.(csv|jsonl|parquet)(\\.gz|\\.zst)?");

    public LedgerName {
        LedgerRules.checkName("group", group);
        LedgerRules.checkName("topic", topic);
        LedgerRules.checkPartition(partition);
        LedgerRules.check(firstOffset(topic, partition, file).isPresent(), "file", file,
                "'" + topic + "-" + partition + "-<offset, 20 digits>' with the ending of an output file");
    }

    /**
     * Parses the first offset in the name of an output file; empty when the name is not
     * that of an output file of this partition.
     */
    public static OptionalLong firstOffset(String topic, int partition, String file) {
        String start = topic + "-" + partition;
        if (file == null || !file.startsWith(start)) {
            return OptionalLong.empty();
        }
        Matcher ending = ENDING.matcher(file.substring(start.length()));
        try {
            return ending.matches() ? OptionalLong.of(Long.parseLong(ending.group(1))) : OptionalLong.empty();
        }
        catch (NumberFormatException e) {
            // 20 digits can exceed the range of an offset.
            return OptionalLong.empty();
        }
    }

    /** Parses the key of a record; empty when it is not that of an output file. */
    public static Optional<LedgerName> parse(String key) {
        String[] parts = key.split("/", -1);
        if (parts.length != 4 || !NUMBER.matcher(parts[2]).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LedgerName(parts[0], parts[1], Integer.parseInt(parts[2]), parts[3]));
        }
        catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public String key() {
        return this.group + "/" + this.topic + "/" + this.partition + "/" + this.file;
    }

}

package io.sensorstreams.common.ledger;

import java.util.Objects;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Committed state of one output file.
 *
 * @param file name of the file within its partition's directory
 * @param nextOffset offset after the last record in the file; offsets between the two may
 * be missing (transaction markers, compaction, dead letters)
 * @param rows number of rows in the file, without the header line
 * @param bytes committed length; bytes after it are not committed
 * @param crc32c CRC-32C (RFC 3720, appendix B.4) of the committed bytes, 8 hexadecimal
 * digits
 * @param sealed whether the file is complete and not written any more
 * @param owner instance that wrote to the file last
 * @param topicId id of the topic that the rows were read from; empty when unknown
 * @param disk id of the directory that holds the file, or address of the object store; a
 * file with the same name on another disk is a different file
 * @param object object that the file is kept as; null when it is on a disk
 */
public record LedgerEntry(String group, String topic, int partition, String file, long firstOffset, long nextOffset,
        long rows, long bytes, String crc32c, boolean sealed, String owner, String topicId, String disk,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LedgerObject object) implements LedgerRecord {

    private static final Pattern CRC = Pattern.compile("[0-9a-f]{8}");

    /**
     * Validates every component, because they are used as paths and lengths. Entries of
     * the first release have neither topic id nor disk.
     * @throws IllegalArgumentException when a component is invalid
     */
    public LedgerEntry {
        topicId = Objects.requireNonNullElse(topicId, "");
        disk = Objects.requireNonNullElse(disk, "");
        // Validates the first four components.
        long named = LedgerName.firstOffset(topic, partition, new LedgerName(group, topic, partition, file).file())
            .orElseThrow();
        LedgerRules.check(firstOffset == named, "firstOffset", firstOffset, "that of the name, " + named);
        LedgerRules.check(nextOffset >= firstOffset, "nextOffset", nextOffset,
                "at least 'firstOffset', " + firstOffset);
        LedgerRules.check(rows >= 0, "rows", rows, "0 or more");
        if (file.endsWith(".csv") || file.endsWith(".jsonl")) {
            LedgerRules.check(bytes >= rows, "bytes", bytes, "at least 'rows', " + rows);
        }
        else {
            // A compressed row can be shorter than a byte.
            LedgerRules.check(bytes >= Math.min(1, rows), "bytes", bytes, "1 or more for a file with rows");
        }
        LedgerRules.check(crc32c != null && CRC.matcher(crc32c).matches(), "crc32c", crc32c, "8 hexadecimal digits");
        LedgerRules.checkPrintable("owner", owner);
        LedgerRules.checkTopicId(topicId);
        LedgerRules.checkPrintable("disk", disk);
        if (object != null) {
            LedgerRules.check(sealed, "sealed", sealed, "true for a file in an object store");
            LedgerRules.check(object.keeps(new LedgerName(group, topic, partition, file), disk), "key", object.key(),
                    "a key of file " + file + " with 16 hexadecimal digits, in bucket '" + object.bucket()
                            + "' and store '" + disk + "'");
        }
    }

    @Override
    public long begin() {
        return this.firstOffset;
    }

    /** Returns {@code <group>/<topic>/<partition>/<file>}. */
    @Override
    public String key() {
        return new LedgerName(this.group, this.topic, this.partition, this.file).key();
    }

    /**
     * The file is empty and open, its owner, topic id and disk are unknown, and its first
     * offset is that of its name.
     */
    public static Builder builder(String group, String topic, int partition, String file) {
        return new Builder(group, topic, partition, file);
    }

    public Builder toBuilder() {
        return builder(this.group, this.topic, this.partition, this.file).nextOffset(this.nextOffset)
            .rows(this.rows)
            .bytes(this.bytes)
            .crc32c(this.crc32c)
            .sealed(this.sealed)
            .owner(this.owner)
            .topicId(this.topicId)
            .disk(this.disk)
            .object(this.object);
    }

    public LedgerEntry seal() {
        return toBuilder().sealed(true).build();
    }

    /** Whether the file is on this disk; also true when the entry has no disk. */
    public boolean isOn(String id) {
        return this.disk.isEmpty() || this.disk.equals(id);
    }

    /** Whether every replica can read the file, because it is in an object store. */
    @JsonIgnore
    public boolean isInStore() {
        return this.object != null;
    }

    /** Whether the rows are of this topic; also true without a topic id. */
    public boolean isOfTopic(String id) {
        return this.topicId.isEmpty() || this.topicId.equals(id);
    }

    public static final class Builder {

        private final String group;

        private final String topic;

        private final int partition;

        private final String file;

        private final long firstOffset;

        private long nextOffset;

        private long rows;

        private long bytes;

        private String crc32c = "00000000";

        private boolean sealed;

        private String owner = "";

        private String topicId = "";

        private String disk = "";

        private @Nullable LedgerObject object;

        private Builder(String group, String topic, int partition, String file) {
            this.group = group;
            this.topic = topic;
            this.partition = partition;
            this.file = file;
            this.firstOffset = LedgerName.firstOffset(topic, partition, file).orElse(0);
            this.nextOffset = this.firstOffset;
        }

        public Builder nextOffset(long offset) {
            this.nextOffset = offset;
            return this;
        }

        public Builder rows(long count) {
            this.rows = count;
            return this;
        }

        public Builder bytes(long length) {
            this.bytes = length;
            return this;
        }

        public Builder crc32c(String checksum) {
            this.crc32c = checksum;
            return this;
        }

        public Builder sealed(boolean complete) {
            this.sealed = complete;
            return this;
        }

        public Builder owner(String instance) {
            this.owner = instance;
            return this;
        }

        public Builder topicId(String id) {
            this.topicId = id;
            return this;
        }

        public Builder disk(String id) {
            this.disk = id;
            return this;
        }

        public Builder object(@Nullable LedgerObject place) {
            this.object = place;
            return this;
        }

        /**
         * Builds the entry.
         * @throws IllegalArgumentException when a component is invalid
         */
        public LedgerEntry build() {
            return new LedgerEntry(this.group, this.topic, this.partition, this.file, this.firstOffset, this.nextOffset,
                    this.rows, this.bytes, this.crc32c, this.sealed, this.owner, this.topicId, this.disk, this.object);
        }

    }

}

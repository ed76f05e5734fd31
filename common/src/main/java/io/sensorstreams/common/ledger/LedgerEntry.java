package io.sensorstreams.common.ledger;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The committed truth about one output file.
 *
 * @param group consumer group that the file belongs to
 * @param topic topic of the records
 * @param partition partition of the records
 * @param file name of the file within its partition's directory
 * @param firstOffset offset of the first record in the file
 * @param nextOffset offset after the last record in the file; offsets between the two may
 * be missing (transaction markers, compaction, dead letters)
 * @param rows rows in the file, the header line not counted
 * @param bytes committed length; what stands behind it does not count
 * @param crc32c CRC-32C (RFC 3720, appendix B.4) of the committed bytes, 8 hexadecimal
 * digits
 * @param sealed whether the file is complete and never written again
 * @param owner instance that wrote to the file last
 * @param topicId id of the topic that the rows came from; empty when it was not known
 * @param disk id of the directory that holds the file: the same name on another disk is
 * another file
 */
public record LedgerEntry(String group, String topic, int partition, String file, long firstOffset, long nextOffset,
        long rows, long bytes, String crc32c, boolean sealed, String owner, String topicId,
        String disk) implements LedgerRecord {

    private static final Pattern CRC = Pattern.compile("[0-9a-f]{8}");

    /**
     * Checks every part, because what the ledger holds is used as a path and as a length.
     * Entries of the first release have neither topic id nor disk.
     * @throws IllegalArgumentException when a part is invalid
     */
    public LedgerEntry {
        topicId = Objects.requireNonNullElse(topicId, "");
        disk = Objects.requireNonNullElse(disk, "");
        // Checks the first four parts.
        long named = LedgerName.firstOffset(topic, partition, new LedgerName(group, topic, partition, file).file())
            .orElseThrow();
        LedgerRules.check(firstOffset == named, "firstOffset", firstOffset, "that of the name, " + named);
        LedgerRules.check(nextOffset >= firstOffset, "nextOffset", nextOffset,
                "at least 'firstOffset', " + firstOffset);
        LedgerRules.check(rows >= 0, "rows", rows, "0 or more");
        LedgerRules.check(bytes >= rows, "bytes", bytes, "at least 'rows', " + rows);
        LedgerRules.check(crc32c != null && CRC.matcher(crc32c).matches(), "crc32c", crc32c, "8 hexadecimal digits");
        LedgerRules.checkPrintable("owner", owner);
        LedgerRules.checkTopicId(topicId);
        LedgerRules.checkPrintable("disk", disk);
    }

    /** The key of the entry's record: {@code <group>/<topic>/<partition>/<file>}. */
    @Override
    public String key() {
        return new LedgerName(this.group, this.topic, this.partition, this.file).key();
    }

    /** The same file, complete. */
    public LedgerEntry seal() {
        return new LedgerEntry(this.group, this.topic, this.partition, this.file, this.firstOffset, this.nextOffset,
                this.rows, this.bytes, this.crc32c, true, this.owner, this.topicId, this.disk);
    }

    /** Whether the file is on this disk, as far as the entry tells. */
    public boolean isOn(String id) {
        return this.disk.isEmpty() || this.disk.equals(id);
    }

}

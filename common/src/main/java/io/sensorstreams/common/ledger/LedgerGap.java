package io.sensorstreams.common.ledger;

import java.time.Instant;
import java.util.List;

/**
 * Range of offsets of one partition whose rows are in no output file of a group. It is
 * committed in the same transaction as the group's offset after the range, so that no
 * later audit reports the partition as clean.
 *
 * @param to offset after the last one of the gap
 * @param rows most rows that are missing; when Kafka no longer has the records, this is
 * the number of offsets, which includes transaction markers
 * @param reason description of the cause; for {@link Kind#SKIPPED}, the reason of the
 * operator
 * @param at time when the gap was detected or created
 * @param owner instance that detected or created the gap
 * @param acknowledged whether an operator has acknowledged the gap, by skipping the
 * offsets, or by replaying or skipping the partition later
 */
public record LedgerGap(String group, String topic, int partition, long from, long to, Kind kind, long rows,
        String reason, Instant at, String owner, String topicId, boolean acknowledged) implements LedgerRecord {

    /** In characters. */
    public static final int MAX_REASON = 500;

    /** Prefix of the last part of a gap's key. Names of files do not begin with it. */
    private static final String MARK = "@";

    public enum Kind {

        /** Kafka removed the records before they were written. */
        DELETED,

        /** An operator skipped the records. */
        SKIPPED,

        /** Files with the rows were removed, and Kafka no longer has the records. */
        FILES_LOST,

        /**
         * The records are not rows, and Kafka refused their dead letters. The range is
         * extended with each commit that has more of them, so it may contain rows that
         * are in files.
         */
        LETTER_REFUSED,

        /**
         * Retention removed files with rows of the range. Other rows of it may be in
         * files that remain. The range is extended with each removal. It is no loss.
         */
        RETENTION

    }

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /**
     * Truncates the reason and validates the other components.
     * @throws IllegalArgumentException when a component is invalid
     */
    public LedgerGap {
        LedgerRules.checkName("group", group);
        LedgerRules.checkName("topic", topic);
        LedgerRules.checkPartition(partition);
        LedgerRules.check(from >= 0, "from", from, "0 or more");
        LedgerRules.check(to >= from, "to", to, "at least 'from', " + from);
        LedgerRules.check(kind != null, "kind", kind, "one of " + List.of(Kind.values()));
        LedgerRules.check(rows >= 0 && rows <= to - from, "rows", rows, "0 to " + (to - from));
        LedgerRules.check(reason != null, "reason", reason, "a text");
        LedgerRules.check(at != null && !at.isBefore(Instant.EPOCH) && !at.isAfter(LAST), "at", at,
                "a time since 1970");
        LedgerRules.checkPrintable("owner", owner);
        LedgerRules.checkTopicId(topicId);
        reason = (reason.length() > MAX_REASON) ? reason.substring(0, MAX_REASON - 1) + "…" : reason;
    }

    @Override
    public long begin() {
        return this.from;
    }

    /** {@code <group>/<topic>/<partition>/@<kind>-<first offset, 20 digits>}. */
    @Override
    public String key() {
        return "%s/%s/%d/%s%s-%020d".formatted(this.group, this.topic, this.partition, MARK, this.kind, this.from);
    }

    static boolean isKey(String key) {
        return key.startsWith(MARK, key.lastIndexOf('/') + 1);
    }

    public LedgerGap acknowledge() {
        return with(this.to, this.rows, this.owner, true);
    }

    /** Returns the part of the gap before an offset within it. */
    public LedgerGap before(long end) {
        return with(end, Math.min(this.rows, end - this.from), this.owner, this.acknowledged);
    }

    /**
     * Returns the gap from the start of this one to the end of a later one of the same
     * kind. It has the same key, so its record replaces the record of this gap. Rows
     * between the two gaps are not counted.
     */
    public LedgerGap continuedBy(LedgerGap later) {
        return with(later.to, this.rows + later.rows, later.owner, this.acknowledged && later.acknowledged);
    }

    private LedgerGap with(long end, long missing, String by, boolean known) {
        return new LedgerGap(this.group, this.topic, this.partition, this.from, end, this.kind, missing, this.reason,
                this.at, by, this.topicId, known);
    }

    /** Whether no row of the range is required to be in a file. */
    public boolean explainsAll() {
        return this.kind != Kind.LETTER_REFUSED && !isRetention();
    }

    /** Whether the rows were in files that retention removed. */
    public boolean isRetention() {
        return this.kind == Kind.RETENTION;
    }

}

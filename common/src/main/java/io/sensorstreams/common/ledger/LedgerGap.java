package io.sensorstreams.common.ledger;

import java.time.Instant;
import java.util.List;

/**
 * Offsets of one partition whose rows are in no output file of a group, and why. It is
 * committed in the same transaction as the group's offset that passes them, so that no
 * later audit calls the partition clean.
 *
 * @param group consumer group that lacks the rows
 * @param topic topic of the records
 * @param partition partition of the records
 * @param from first offset of the gap
 * @param to offset after the last one
 * @param kind what happened
 * @param rows rows that are lacking at the most: where Kafka no longer has the records,
 * offsets are counted, and transaction markers take offsets
 * @param reason what happened in words; an operator's own for {@link Kind#SKIPPED}
 * @param at when it was noticed or done
 * @param owner instance that noticed or did it
 * @param topicId id of the topic
 * @param acknowledged whether an operator knows: he skipped the offsets himself, or
 * replayed or skipped the partition since
 */
public record LedgerGap(String group, String topic, int partition, long from, long to, Kind kind, long rows,
        String reason, Instant at, String owner, String topicId, boolean acknowledged) implements LedgerRecord {

    /** Longest reason, in characters. */
    public static final int MAX_REASON = 500;

    /**
     * No name of a topic or file has it, so that no other key looks like that of a gap.
     */
    private static final String MARK = "@";

    /** What happened to the rows. */
    public enum Kind {

        /** Kafka removed the records before they were written. */
        DELETED,

        /** An operator skipped the records. */
        SKIPPED,

        /** Files that had the rows are gone, and Kafka no longer has the records. */
        FILES_LOST,

        /**
         * The records are no rows, and Kafka took no dead letter for them. The range
         * grows with each commit that has more of them, so it may hold rows that are in
         * the files.
         */
        LETTER_REFUSED

    }

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /**
     * Bounds the reason, and checks everything else.
     * @throws IllegalArgumentException when a part is invalid
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

    /**
     * The key of the gap's record:
     * {@code <group>/<topic>/<partition>/@<kind>-<first offset, 20 digits>}.
     */
    @Override
    public String key() {
        return "%s/%s/%d/%s%s-%020d".formatted(this.group, this.topic, this.partition, MARK, this.kind, this.from);
    }

    /** Whether a record's key is that of a gap. */
    static boolean isKey(String key) {
        return key.startsWith(MARK, key.lastIndexOf('/') + 1);
    }

    /** The same gap, known to an operator. */
    public LedgerGap acknowledge() {
        return new LedgerGap(this.group, this.topic, this.partition, this.from, this.to, this.kind, this.rows,
                this.reason, this.at, this.owner, this.topicId, true);
    }

    /** The part of the gap before an offset that is within it. */
    public LedgerGap before(long end) {
        return new LedgerGap(this.group, this.topic, this.partition, this.from, end, this.kind,
                Math.min(this.rows, end - this.from), this.reason, this.at, this.owner, this.topicId,
                this.acknowledged);
    }

    /**
     * The gap from the start of this one to the end of a later one of its kind. It keeps
     * the key, so that its record replaces the one before. Rows between the two are not
     * counted.
     */
    public LedgerGap continuedBy(LedgerGap later) {
        return new LedgerGap(this.group, this.topic, this.partition, this.from, later.to, this.kind,
                this.rows + later.rows, this.reason, this.at, later.owner, this.topicId,
                this.acknowledged && later.acknowledged);
    }

    /** Whether no row of its range need be in a file. */
    public boolean explainsAll() {
        return this.kind != Kind.LETTER_REFUSED;
    }

}

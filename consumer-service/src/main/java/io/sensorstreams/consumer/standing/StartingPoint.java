package io.sensorstreams.consumer.standing;

import java.util.List;
import java.util.Optional;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;

/**
 * Where a partition continues: its committed state, and the topic as Kafka has it now.
 *
 * @param topicId current id of the topic; empty when Kafka does not have the partition
 * @param begin offset of the first record that Kafka still has
 * @param end end of what can be read now
 */
public record StartingPoint(CommittedState state, String cluster, String topicId, long begin, long end) {

    /** First offset to read. */
    public long offset() {
        return Math.max(this.state.nextOffset(), this.begin);
    }

    /**
     * Offset after the last record that was written or skipped: Kafka has removed the
     * records from it up to {@link #offset}. A new group starts with the first record
     * that Kafka has.
     */
    public long expected() {
        return this.state.isBegun() ? this.state.nextOffset() : offset();
    }

    public List<LedgerEntry> files() {
        return this.state.files();
    }

    /** The partition's last gap in the ledger, by first offset, except for retention. */
    public Optional<LedgerGap> lastGap() {
        List<LedgerGap> gaps = this.state.gaps().stream().filter((gap) -> !gap.isRetention()).toList();
        return gaps.isEmpty() ? Optional.empty() : Optional.of(gaps.get(gaps.size() - 1));
    }

    /** How the topic, by its id and its end, differs from the one that was read. */
    public Optional<String> replaced() {
        return this.state.replaced(this.topicId)
            .or(() -> isAheadOfKafka()
                    ? Optional.of("partition " + this.state.key().partition() + " ends at offset " + this.end
                            + ", but group " + this.state.key().group() + " is at " + this.state.nextOffset())
                    : Optional.empty());
    }

    /**
     * Whether Kafka does not have the rows of the files. An offset with another topic id
     * is not enough: another program may have committed it.
     */
    public boolean areFilesReplaced() {
        return isAheadOfKafka() || this.state.hasFilesOfAnother(this.topicId);
    }

    private boolean isAheadOfKafka() {
        return this.state.nextOffset() > this.end;
    }

}

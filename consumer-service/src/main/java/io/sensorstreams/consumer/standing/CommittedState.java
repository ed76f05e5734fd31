package io.sensorstreams.consumer.standing;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.consumer.sink.PartitionKey;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Committed state of one partition of a group. The offset was read before the ledger, so
 * the ledger may have commits that are newer than the offset, never older ones.
 *
 * @param committed committed offset of the group, with the topic id as its metadata;
 * empty before the first commit, or while it is in a transaction that is not decided
 * @param files files in the ledger, by first offset
 * @param gaps gaps in the ledger, by first offset
 * @param disputed files whose newest record in the ledger is invalid
 */
public record CommittedState(PartitionKey key, Optional<OffsetAndMetadata> committed, List<LedgerEntry> files,
        List<LedgerGap> gaps, DisputedFiles disputed) {

    private static final Pattern TOPIC_ID = Pattern.compile("[A-Za-z0-9_-]{22}");

    public CommittedState {
        files = List.copyOf(files);
        gaps = List.copyOf(gaps);
    }

    /** Offset after the last one that is committed or in a file; 0 before the first. */
    public long nextOffset() {
        return Math.max(committedOffset().orElse(0),
                this.files.stream().mapToLong(LedgerEntry::nextOffset).max().orElse(0));
    }

    public OptionalLong committedOffset() {
        return this.committed.stream().mapToLong(OffsetAndMetadata::offset).findFirst();
    }

    public boolean isBegun() {
        return this.committed.isPresent() || !this.files.isEmpty();
    }

    /** How the topic differs from the one that was read, if their ids are known. */
    Optional<String> replaced(String topicId) {
        return Stream.concat(Stream.of(committedTopicId()), this.files.stream().map(LedgerEntry::topicId))
            .filter((id) -> !id.isEmpty() && !id.equals(topicId))
            .findFirst()
            .map((id) -> "has id " + topicId + ", but the rows of group " + this.key.group() + " are of id " + id);
    }

    /** Whether a file has rows of another topic than the one with this id. */
    boolean hasFilesOfAnother(String topicId) {
        return !this.files.stream().allMatch((file) -> file.isOfTopic(topicId));
    }

    /** Id of the topic that was read. Other programs may write other metadata. */
    String committedTopicId() {
        return this.committed.map(OffsetAndMetadata::metadata).filter(TOPIC_ID.asMatchPredicate()).orElse("");
    }

}

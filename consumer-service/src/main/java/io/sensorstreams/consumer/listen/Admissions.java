package io.sensorstreams.consumer.listen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.ledger.LedgerGap.Kind;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.standing.StartingPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows of one partition that are in no file, for its next commit to record in the ledger.
 * Records that get no dead letter extend the gap of those before them: the ledger does
 * not grow with each commit while Kafka takes no letter. Owned by the partition's thread.
 */
final class Admissions {

    private static final Logger LOGGER = LoggerFactory.getLogger(Admissions.class);

    private final PartitionKey key;

    private final SinkContext context;

    private String topicId = "";

    private Optional<LedgerGap> deleted = Optional.empty();

    /** The partition's last gap in the ledger. */
    private Optional<LedgerGap> last = Optional.empty();

    /** Offset after what was committed with the last dead letter. */
    private long lettersUntil;

    Admissions(PartitionKey key, SinkContext context) {
        this.key = key;
        this.context = context;
    }

    /**
     * Starts over, with what a recovery has found.
     * @param expected offset after all that was written
     */
    void startAt(StartingPoint start, long expected) {
        this.topicId = start.topicId();
        this.last = start.lastGap();
        this.deleted = (expected < start.offset())
                ? Optional
                    .of(gap(expected, start.offset(), Kind.DELETED, start.offset() - expected, "Kafka removed offsets "
                            + expected + " to " + (start.offset() - 1) + " before they were written"))
                : Optional.empty();
    }

    /** What the next commit has to record. */
    List<LedgerGap> waiting(Optional<DeadLetters.Unsent> unsent) {
        List<LedgerGap> gaps = new ArrayList<>();
        this.deleted.ifPresent(gaps::add);
        unsent.map(this::refused)
            .map((more) -> this.last.filter((before) -> isContinuedBy(more, before))
                .map((before) -> before.continuedBy(more))
                .orElse(more))
            .ifPresent(gaps::add);
        return gaps;
    }

    private LedgerGap refused(DeadLetters.Unsent records) {
        return gap(records.first(), records.last() + 1, Kind.LETTER_REFUSED, records.count(), records.reason());
    }

    /** Whether there are only rows, and no dead letters that Kafka took, between two. */
    private boolean isContinuedBy(LedgerGap more, LedgerGap before) {
        return before.kind() == Kind.LETTER_REFUSED && before.topicId().equals(more.topicId())
                && before.to() <= more.from() && before.to() > this.lettersUntil && this.deleted.isEmpty();
    }

    private LedgerGap gap(long from, long to, Kind kind, long rows, String reason) {
        return new LedgerGap(this.key.group(), this.key.topic(), this.key.partition(), from, to, kind, rows, reason,
                this.context.clock().instant(), this.context.properties().instance(), this.topicId,
                kind == Kind.LETTER_REFUSED);
    }

    /**
     * Takes note that they are in the ledger.
     * @param letters dead letters that were committed with them
     * @param position offset after all that was committed
     */
    void committed(Optional<DeadLetters.Unsent> unsent, int letters, long position) {
        List<LedgerGap> recorded = waiting(unsent);
        Stream.concat(this.deleted.stream(), unsent.map(this::refused).stream()).forEach(Admissions::log);
        this.last = recorded.isEmpty() ? this.last : Optional.of(recorded.get(recorded.size() - 1));
        this.lettersUntil = (letters > 0) ? position : this.lettersUntil;
        this.deleted = Optional.empty();
    }

    private static void log(LedgerGap gap) {
        LOGGER.atError()
            .addKeyValue("group", gap.group())
            .addKeyValue("topic", gap.topic())
            .addKeyValue("partition", gap.partition())
            .addKeyValue("from", gap.from())
            .addKeyValue("to", gap.to())
            .addKeyValue("rows", gap.rows())
            .addKeyValue("reason", gap.reason())
            .log((gap.kind() == Kind.DELETED) ? "Records were deleted from the topic before they were written to files"
                    : "Records that are no rows got no dead letter; they are in the topic only");
    }

}

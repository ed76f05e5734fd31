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
 * Collects the rows of one partition that are in no file, so that the next commit records
 * them in the ledger. Consecutive records without a dead letter extend the previous gap:
 * the ledger does not grow with each commit while Kafka refuses dead letters. Owned by
 * the partition's thread.
 */
final class Admissions {

    private static final Logger LOGGER = LoggerFactory.getLogger(Admissions.class);

    private final PartitionKey key;

    private final SinkContext context;

    private String topicId = "";

    private Optional<LedgerGap> deleted = Optional.empty();

    /** Last gap of the partition in the ledger. */
    private Optional<LedgerGap> last = Optional.empty();

    /** Offset after the last commit that included a dead letter. */
    private long lettersUntil;

    /** First offset that was read before the first commit; -1 when nothing was read. */
    private long begunAt = -1;

    Admissions(PartitionKey key, SinkContext context) {
        this.key = key;
        this.context = context;
    }

    void startAt(StartingPoint start) {
        this.begunAt = (this.begunAt < 0) ? start.offset() : this.begunAt;
        long expected = start.state().isBegun() ? start.expected() : this.begunAt;
        this.topicId = start.topicId();
        this.last = start.lastGap();
        this.deleted = (expected < start.offset())
                ? Optional
                    .of(gap(expected, start.offset(), Kind.DELETED, start.offset() - expected, "Kafka removed offsets "
                            + expected + " to " + (start.offset() - 1) + " before they were written"))
                : Optional.empty();
    }

    /** Returns the gaps that the next commit records. */
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

    /** No accepted dead letter and no deleted record lies between the two gaps. */
    private boolean isContinuedBy(LedgerGap more, LedgerGap before) {
        return before.kind() == Kind.LETTER_REFUSED && before.topicId().equals(more.topicId())
                && before.to() <= more.from() && before.to() > this.lettersUntil && this.deleted.isEmpty();
    }

    private LedgerGap gap(long from, long to, Kind kind, long rows, String reason) {
        return new LedgerGap(this.key.group(), this.key.topic(), this.key.partition(), from, to, kind, rows, reason,
                this.context.clock().instant(), this.context.properties().instance(), this.topicId,
                kind == Kind.LETTER_REFUSED);
    }

    /** Marks the gaps as recorded, with this many dead letters and up to this offset. */
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
                    : "Malformed records got no dead letter; they are in the topic only");
    }

}

package io.sensorstreams.consumer.replay;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.ledger.LedgerGap.Kind;
import io.sensorstreams.consumer.commit.Commit;
import io.sensorstreams.consumer.commit.CommitTransaction;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.standing.CommittedStates;
import io.sensorstreams.consumer.standing.StartingPoint;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Moves a stopped group past records that it must not write. One transaction commits the
 * group's offset and a gap in the ledger with the reason. Thread-safe.
 */
@Component
class Skips {

    private static final Logger LOGGER = LoggerFactory.getLogger(Skips.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final StoppedGroups groups;

    private final CommittedStates committed;

    private final Ledger ledger;

    private final ReplayTransaction transaction;

    private final Clock clock;

    Skips(StoppedGroups groups, CommittedStates committed, Ledger ledger, ReplayTransaction transaction, Clock clock) {
        this.groups = groups;
        this.committed = committed;
        this.ledger = ledger;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Skips offsets of one partition.
     * @throws InvalidSkipException when the partition has no such offsets to skip
     * @throws ReplayRefusedException when the group is not stopped, or the topic was
     * replaced
     */
    SkipView skip(String group, SkipRequest request) throws IOException, TimeoutException, InterruptedException {
        Sink sink = this.groups.find(group, request.topic());
        return this.transaction.alone(group, (open) -> {
            this.groups.require(group);
            return skip(open, sink, request);
        });
    }

    private SkipView skip(CommitTransaction open, Sink sink, SkipRequest request)
            throws TimeoutException, InterruptedException {
        int partition = request.partition();
        SortedMap<Integer, StartingPoint> points = this.committed.inKafka(sink);
        StartingPoint point = points.get(partition);
        if (point == null) {
            throw InvalidSkipException.partition(sink.topic(), partition, points.size());
        }
        long reached = point.state().nextOffset();
        if (point.replaced().isPresent()) {
            throw ReplayRefusedException.replaced(sink, partition, reached);
        }
        if (request.to() <= reached || request.to() > point.end()) {
            throw InvalidSkipException.offset(request.to(), reached, point.end());
        }
        if (request.to() <= point.begin()) {
            throw InvalidSkipException.removed(request.to(), point.begin());
        }
        LedgerGap skipped = gap(point, point.offset(), request.to(), Kind.SKIPPED, request.reason());
        commit(open, point, skipped);
        return SkipView.of(skipped);
    }

    /** Offsets that Kafka removed before they were written are a loss, not skipped. */
    private Optional<LedgerGap> deleted(StartingPoint point) {
        long from = point.expected();
        long to = point.offset();
        return (from < to)
                ? Optional.of(gap(point, from, to, Kind.DELETED,
                        "Kafka removed offsets " + from + " to " + (to - 1) + " before they were written"))
                : Optional.empty();
    }

    private LedgerGap gap(StartingPoint point, long from, long to, Kind kind, String reason) {
        PartitionKey key = point.state().key();
        return new LedgerGap(key.group(), key.topic(), key.partition(), from, to, kind, to - from, reason,
                this.clock.instant(), this.transaction.instance(), point.topicId(), kind == Kind.SKIPPED);
    }

    private void commit(CommitTransaction open, StartingPoint point, LedgerGap skipped)
            throws TimeoutException, InterruptedException {
        // The next row starts a new file: no file has rows from before and after a gap.
        List<LedgerEntry> sealed = point.files()
            .stream()
            .filter((file) -> !file.sealed())
            .map(LedgerEntry::seal)
            .toList();
        List<LedgerGap> gaps = new ArrayList<>();
        deleted(point).ifPresent(gaps::add);
        gaps.add(skipped);
        point.state()
            .gaps()
            .stream()
            .filter((gap) -> !gap.acknowledged())
            .map(LedgerGap::acknowledge)
            .forEach(gaps::add);
        TopicPartition partition = new TopicPartition(skipped.topic(), skipped.partition());
        this.transaction.commit(open, skipped.group(), new Commit(sealed, List.of(), gaps, List.of(), List.of(),
                Map.of(partition, new OffsetAndMetadata(skipped.to(), skipped.topicId()))));
        this.ledger.awaitCaughtUp(PATIENCE);
        LOGGER.atWarn()
            .addKeyValue("group", skipped.group())
            .addKeyValue("topic", skipped.topic())
            .addKeyValue("partition", skipped.partition())
            .addKeyValue("from", skipped.from())
            .addKeyValue("to", skipped.to())
            .addKeyValue("reason", skipped.reason())
            .log("Offsets were skipped by an operator");
    }

}

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
import io.sensorstreams.consumer.group.UnknownGroupException;
import io.sensorstreams.consumer.group.UnknownTopicException;
import io.sensorstreams.consumer.reread.TopicOffsets;
import io.sensorstreams.consumer.sink.Sink;
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

    private final GroupSinks sinks;

    private final StoppedGroups stopped;

    private final TopicOffsets offsets;

    private final Ledger ledger;

    private final ReplayTransaction transaction;

    private final Clock clock;

    Skips(GroupSinks sinks, StoppedGroups stopped, TopicOffsets offsets, Ledger ledger, ReplayTransaction transaction,
            Clock clock) {
        this.sinks = sinks;
        this.stopped = stopped;
        this.offsets = offsets;
        this.ledger = ledger;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Skips offsets of one partition.
     * @throws UnknownGroupException when the group does not exist
     * @throws UnknownTopicException when the group does not read the topic
     * @throws InvalidSkipException when the partition has no such offsets to skip
     * @throws ReplayRefusedException when the group is not stopped, or the topic was
     * replaced
     */
    SkipView skip(String group, SkipRequest request) throws IOException, TimeoutException, InterruptedException {
        Sink sink = this.sinks.find(group, request.topic());
        return this.transaction.alone(group, (open) -> {
            this.stopped.require(group);
            return skip(open, sink, request);
        });
    }

    private SkipView skip(CommitTransaction open, Sink sink, SkipRequest request)
            throws TimeoutException, InterruptedException {
        int partition = request.partition();
        SortedMap<Integer, Long> committed = this.offsets.committed(sink.group(), sink.topic());
        this.ledger.awaitCaughtUp(PATIENCE);
        SortedMap<Integer, Long> ends = this.offsets.ends(sink.topic());
        Long end = ends.get(partition);
        if (end == null) {
            throw InvalidSkipException.partition(sink.topic(), partition, ends.size());
        }
        List<LedgerEntry> files = this.ledger.files(sink.group(), sink.topic(), partition);
        long written = files.stream().mapToLong(LedgerEntry::nextOffset).max().orElse(0);
        long reached = Math.max(written, committed.getOrDefault(partition, 0L));
        String topicId = this.offsets.id(sink.topic());
        if (reached > end || files.stream().anyMatch((file) -> isOfAnother(file, topicId))) {
            throw ReplayRefusedException.replaced(sink, partition, reached);
        }
        if (request.to() <= reached || request.to() > end) {
            throw InvalidSkipException.offset(request.to(), reached, end);
        }
        long start = this.offsets.starts(sink.topic()).getOrDefault(partition, 0L);
        if (request.to() <= start) {
            throw InvalidSkipException.removed(request.to(), start);
        }
        boolean begun = committed.containsKey(partition) || !files.isEmpty();
        long from = Math.max(reached, start);
        LedgerGap skipped = gap(sink, partition, from, request.to(), Kind.SKIPPED, request.reason(), topicId);
        commit(open, sink, skipped, (begun && reached < from)
                ? Optional.of(deleted(sink, partition, reached, from, topicId)) : Optional.empty(), files);
        return SkipView.of(skipped);
    }

    /**
     * Offsets that Kafka removed before they were written are a loss, not part of the
     * skip.
     */
    private LedgerGap deleted(Sink sink, int partition, long from, long to, String topicId) {
        return gap(sink, partition, from, to, Kind.DELETED,
                "Kafka removed offsets " + from + " to " + (to - 1) + " before they were written", topicId);
    }

    private LedgerGap gap(Sink sink, int partition, long from, long to, Kind kind, String reason, String topicId) {
        return new LedgerGap(sink.group(), sink.topic(), partition, from, to, kind, to - from, reason,
                this.clock.instant(), this.transaction.instance(), topicId, kind == Kind.SKIPPED);
    }

    private static boolean isOfAnother(LedgerEntry file, String topicId) {
        return !file.topicId().isEmpty() && !file.topicId().equals(topicId);
    }

    private void commit(CommitTransaction open, Sink sink, LedgerGap skipped, Optional<LedgerGap> deleted,
            List<LedgerEntry> files) throws TimeoutException, InterruptedException {
        // The next row starts a new file: no file has rows from before and after a gap.
        List<LedgerEntry> sealed = files.stream().filter((file) -> !file.sealed()).map(LedgerEntry::seal).toList();
        List<LedgerGap> gaps = new ArrayList<>();
        deleted.ifPresent(gaps::add);
        gaps.add(skipped);
        this.ledger.gaps(skipped.group(), skipped.topic(), skipped.partition())
            .stream()
            .filter((gap) -> !gap.acknowledged())
            .map(LedgerGap::acknowledge)
            .forEach(gaps::add);
        TopicPartition partition = new TopicPartition(skipped.topic(), skipped.partition());
        this.transaction.commit(open, sink.group(), new Commit(sealed, List.of(), gaps, List.of(), List.of(),
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

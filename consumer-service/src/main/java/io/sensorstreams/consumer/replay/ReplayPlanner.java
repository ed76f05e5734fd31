package io.sensorstreams.consumer.replay;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.reread.RecordSource;
import io.sensorstreams.consumer.reread.RecordSources;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.standing.CommittedState;
import io.sensorstreams.consumer.standing.CommittedStates;
import io.sensorstreams.consumer.standing.StartingPoint;
import io.sensorstreams.consumer.standing.TopicOffsets;
import org.apache.kafka.common.TopicPartition;

import org.springframework.stereotype.Component;

/**
 * Computes the effect of a replay on each partition of a stopped group. Changes nothing.
 */
@Component
class ReplayPlanner {

    private final CommittedStates committed;

    private final TopicOffsets offsets;

    private final RecordSources sources;

    private final OwnFiles own;

    private final Clock clock;

    ReplayPlanner(CommittedStates committed, TopicOffsets offsets, RecordSources sources, OwnFiles own, Clock clock) {
        this.own = own;
        this.clock = clock;
        this.committed = committed;
        this.offsets = offsets;
        this.sources = sources;
    }

    /**
     * Plans the replay of all partitions of which the group has committed something.
     * @throws ReplayRefusedException when rows would be lost that Kafka no longer has, or
     * a file that must be truncated is not intact on this disk
     */
    List<PartitionReplay> plan(Sink sink, ReplayFrom from) throws IOException, TimeoutException, InterruptedException {
        SortedMap<Integer, StartingPoint> points = this.committed.inKafka(sink);
        Map<Integer, Long> wanted = from.offsets(this.offsets, sink.topic());
        List<PartitionReplay> replays = new ArrayList<>();
        for (StartingPoint point : points.values()) {
            CommittedState state = point.state();
            int partition = state.key().partition();
            long reached = state.nextOffset();
            // Not before the first record in Kafka, and not after the committed offset.
            long offset = Math.max(point.begin(), wanted.getOrDefault(partition, reached));
            if (point.replaced().isPresent()) {
                requireBeginning(sink, partition, reached, offset == point.begin());
            }
            if (point.areFilesReplaced()) {
                replays.add(PartitionReplay.replaced(partition, reached, point.begin(), state.files())
                    .with(state.gaps(), List.of()));
            }
            else if (state.isBegun()) {
                replays.add(plan(sink, point, wholeFilesFrom(sink, point, Math.min(offset, reached))));
            }
        }
        return replays;
    }

    /** Old offsets are invalid in a new topic. */
    private static void requireBeginning(Sink sink, int partition, long reached, boolean beginning) {
        if (!beginning) {
            throw ReplayRefusedException.replaced(sink, partition, reached);
        }
    }

    /**
     * Returns the offset before which no file has to be truncated that cannot be: a file
     * that was committed as a whole is written again as a whole.
     */
    private long wholeFilesFrom(Sink sink, StartingPoint point, long wanted) throws IOException {
        for (LedgerEntry file : point.state().files()) {
            if (file.firstOffset() < wanted && wanted < file.nextOffset()
                    && (file.isInStore() || !FileFormat.of(file.file()).isPlain()) && !this.own.isLost(sink, file)) {
                if (file.firstOffset() < point.begin()) {
                    throw ReplayRefusedException.whole(file, point.begin());
                }
                return wholeFilesFrom(sink, point, file.firstOffset());
            }
        }
        return wanted;
    }

    private PartitionReplay plan(Sink sink, StartingPoint point, long from) throws IOException {
        CommittedState state = point.state();
        List<LedgerEntry> lost = lost(sink, state.files(), point.begin(), from);
        List<LedgerEntry> kept = state.files().stream().filter((file) -> !lost.contains(file)).toList();
        PartitionReplay replay = plan(sink, state.key().partition(), kept, state.nextOffset(), from);
        List<LedgerEntry> deleted = Stream.concat(lost.stream(), replay.deleted().stream()).toList();
        return new PartitionReplay(replay.partition(), replay.committed(), from, deleted, false, replay.shortened(),
                replay.rows())
            .with(state.gaps(), lost.stream().map((file) -> this.own.lost(file, from, this.clock.instant())).toList());
    }

    /** Files that would be kept but are lost become gaps, if Kafka lacks their rows. */
    private List<LedgerEntry> lost(Sink sink, List<LedgerEntry> files, long start, long from) throws IOException {
        List<LedgerEntry> lost = this.own.lost(sink,
                files.stream().filter((file) -> file.firstOffset() < from).toList());
        for (LedgerEntry file : lost) {
            long held = Math.max(file.firstOffset(), start);
            if (held < Math.min(from, file.nextOffset())) {
                throw ReplayRefusedException.lost(file, held);
            }
        }
        return lost;
    }

    private PartitionReplay plan(Sink sink, int partition, List<LedgerEntry> files, long committed, long from)
            throws IOException {
        List<LedgerEntry> deleted = files.stream().filter((file) -> file.firstOffset() >= from).toList();
        List<LedgerEntry> shortened = new ArrayList<>();
        long rows = deleted.stream().mapToLong(LedgerEntry::rows).sum();
        for (LedgerEntry file : files) {
            if (file.firstOffset() < from && from < file.nextOffset()) {
                LedgerEntry shorter = shorten(sink, file, from);
                shortened.add(shorter);
                rows += file.rows() - shorter.rows();
            }
        }
        return new PartitionReplay(partition, committed, from, deleted, false, shortened, rows);
    }

    private LedgerEntry shorten(Sink sink, LedgerEntry entry, long from) throws IOException {
        TopicPartition partition = new TopicPartition(entry.topic(), entry.partition());
        try (RecordSource records = this.sources.open(partition, (read) -> {
        })) {
            return new SegmentCut(sink, entry).before(from, records);
        }
    }

}

package io.sensorstreams.consumer.replay;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.consumer.reread.RecordSource;
import io.sensorstreams.consumer.reread.RecordSources;
import io.sensorstreams.consumer.reread.TopicOffsets;
import io.sensorstreams.consumer.sink.Sink;
import org.apache.kafka.common.TopicPartition;

import org.springframework.stereotype.Component;

/**
 * Computes the effect of a replay on each partition of a stopped group. Changes nothing.
 */
@Component
class ReplayPlanner {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Ledger ledger;

    private final TopicOffsets offsets;

    private final RecordSources sources;

    private final OwnFiles own;

    private final Clock clock;

    ReplayPlanner(Ledger ledger, TopicOffsets offsets, RecordSources sources, OwnFiles own, Clock clock) {
        this.own = own;
        this.clock = clock;
        this.ledger = ledger;
        this.offsets = offsets;
        this.sources = sources;
    }

    /**
     * Plans the replay of all partitions of which the group has committed something.
     * @throws ReplayRefusedException when rows would be lost that Kafka no longer has, or
     * a file that must be truncated is not intact on this disk
     */
    List<PartitionReplay> plan(Sink sink, ReplayFrom from) throws IOException, TimeoutException, InterruptedException {
        String topicId = this.offsets.id(sink.topic());
        SortedMap<Integer, Long> committed = this.offsets.committed(sink.group(), sink.topic());
        this.ledger.awaitCaughtUp(PATIENCE);
        SortedMap<Integer, Long> starts = this.offsets.starts(sink.topic());
        SortedMap<Integer, Long> ends = this.offsets.ends(sink.topic());
        Map<Integer, Long> wanted = from.offsets(this.offsets, sink.topic());
        List<PartitionReplay> replays = new ArrayList<>();
        for (int partition : starts.keySet()) {
            List<LedgerEntry> files = this.ledger.files(sink.group(), sink.topic(), partition);
            long written = files.stream().mapToLong(LedgerEntry::nextOffset).max().orElse(0);
            long reached = Math.max(written, committed.getOrDefault(partition, 0L));
            long start = starts.getOrDefault(partition, 0L);
            // Not before the first record in Kafka, and not after the committed offset.
            long offset = Math.max(start, wanted.getOrDefault(partition, reached));
            if (reached > ends.getOrDefault(partition, 0L) || areOfAnother(files, topicId)) {
                requireBeginning(sink, partition, reached, offset == start);
                replays.add(PartitionReplay.replaced(partition, reached, start, files)
                    .with(gaps(sink, partition), List.of()));
            }
            else if (committed.containsKey(partition) || !files.isEmpty()) {
                replays.add(plan(sink, partition, files, reached, start, Math.min(offset, reached)));
            }
        }
        return replays;
    }

    private static boolean areOfAnother(List<LedgerEntry> files, String topicId) {
        return files.stream().anyMatch((file) -> !file.topicId().isEmpty() && !file.topicId().equals(topicId));
    }

    /**
     * Requires a replay from the beginning, because old offsets are invalid in a new
     * topic.
     */
    private static void requireBeginning(Sink sink, int partition, long reached, boolean beginning) {
        if (!beginning) {
            throw ReplayRefusedException.replaced(sink, partition, reached);
        }
    }

    private List<LedgerGap> gaps(Sink sink, int partition) {
        return this.ledger.gaps(sink.group(), sink.topic(), partition);
    }

    private PartitionReplay plan(Sink sink, int partition, List<LedgerEntry> files, long committed, long start,
            long from) throws IOException {
        List<LedgerEntry> lost = lost(sink, files, start, from);
        List<LedgerEntry> kept = files.stream().filter((file) -> !lost.contains(file)).toList();
        PartitionReplay replay = plan(sink, partition, kept, committed, from);
        List<LedgerEntry> deleted = Stream.concat(lost.stream(), replay.deleted().stream()).toList();
        return new PartitionReplay(partition, committed, from, deleted, false, replay.shortened(), replay.rows()).with(
                gaps(sink, partition),
                lost.stream().map((file) -> this.own.lost(file, from, this.clock.instant())).toList());
    }

    /**
     * Files that the replay would keep, but that are lost. They become gaps. Refused if
     * Kafka still has their rows.
     */
    private List<LedgerEntry> lost(Sink sink, List<LedgerEntry> files, long start, long from) throws IOException {
        List<LedgerEntry> lost = new ArrayList<>();
        for (LedgerEntry file : files) {
            if (file.firstOffset() < from && this.own.isLost(sink, file)) {
                long held = Math.max(file.firstOffset(), start);
                if (held < Math.min(from, file.nextOffset())) {
                    throw ReplayRefusedException.lost(file, held);
                }
                lost.add(file);
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

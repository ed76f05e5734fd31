package io.sensorstreams.consumer.standing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.Sink;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

import org.springframework.stereotype.Component;

/**
 * Reads the committed state of partitions, whether or not this replica owns them. Methods
 * throw {@link TimeoutException} when the broker does not answer or the ledger cannot be
 * read up to its end. Thread-safe.
 */
@Component
public final class CommittedStates {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Ledger ledger;

    private final TopicOffsets offsets;

    public CommittedStates(Ledger ledger, TopicOffsets offsets) {
        this.ledger = ledger;
        this.offsets = offsets;
    }

    /** Reads the state of one partition; the limit is for the offset, then the ledger. */
    public CommittedState of(PartitionKey key, Duration timeout) throws TimeoutException, InterruptedException {
        Optional<OffsetAndMetadata> committed = this.offsets.committed(key, timeout);
        this.ledger.awaitCaughtUp(timeout);
        return withGaps(this.ledger, key, committed,
                readTwice(() -> this.ledger.files(key.group(), key.topic(), key.partition())));
    }

    /**
     * Adds what a ledger has that was read up to its end after the offset. Called by the
     * owner of the partition: nobody else commits to it.
     */
    static CommittedState of(Ledger ledger, PartitionKey key, Optional<OffsetAndMetadata> committed) {
        return withGaps(ledger, key, committed, ledger.files(key.group(), key.topic(), key.partition()));
    }

    /** Returns where a group continues, for each partition that Kafka has. */
    public SortedMap<Integer, StartingPoint> inKafka(Sink sink) throws TimeoutException, InterruptedException {
        SortedMap<Integer, StartingPoint> points = all(sink);
        points.values().removeIf((point) -> point.topicId().isEmpty());
        return points;
    }

    /** Where a group continues, for each partition that Kafka has or that has files. */
    public SortedMap<Integer, StartingPoint> all(Sink sink) throws TimeoutException, InterruptedException {
        String topicId = this.offsets.id(sink.topic());
        Map<Integer, OffsetAndMetadata> committed = this.offsets.committed(sink.group(), sink.topic(), TIMEOUT);
        this.ledger.awaitCaughtUp(TIMEOUT);
        Map<Integer, List<LedgerEntry>> files = readTwice(() -> files(sink)).stream()
            .collect(Collectors.groupingBy(LedgerEntry::partition));
        Map<Integer, Long> starts = this.offsets.starts(sink.topic());
        Map<Integer, Long> ends = this.offsets.ends(sink.topic());
        SortedMap<Integer, StartingPoint> points = new TreeMap<>();
        Set<Integer> partitions = new TreeSet<>(ends.keySet());
        partitions.addAll(files.keySet());
        for (int partition : partitions) {
            CommittedState state = withGaps(this.ledger, new PartitionKey(sink.group(), sink.topic(), partition),
                    Optional.ofNullable(committed.get(partition)), files.getOrDefault(partition, List.of()));
            points.put(partition,
                    new StartingPoint(state, this.ledger.cluster(), ends.containsKey(partition) ? topicId : "",
                            starts.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L)));
        }
        return points;
    }

    private List<LedgerEntry> files(Sink sink) {
        return this.ledger.files()
            .stream()
            .filter((entry) -> entry.group().equals(sink.group()) && entry.topic().equals(sink.topic()))
            .toList();
    }

    /** Reads the gaps after the files: a gap in the files is then among the gaps. */
    private static CommittedState withGaps(Ledger ledger, PartitionKey key, Optional<OffsetAndMetadata> committed,
            List<LedgerEntry> files) {
        return new CommittedState(key, committed, files, ledger.gaps(key.group(), key.topic(), key.partition()),
                ledger.disputed(key.group(), key.topic(), key.partition()));
    }

    /** Reads until two reads are equal: one may mix two states of the ledger. */
    private static List<LedgerEntry> readTwice(Supplier<List<LedgerEntry>> read) {
        List<LedgerEntry> files = read.get();
        List<LedgerEntry> again = read.get();
        while (!again.equals(files)) {
            files = again;
            again = read.get();
        }
        return files;
    }

}

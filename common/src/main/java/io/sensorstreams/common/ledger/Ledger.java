package io.sensorstreams.common.ledger;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sensorstreams.common.topic.LazyAdmin;
import io.sensorstreams.common.topic.RefusedRecord;
import io.sensorstreams.common.topic.TopicTable;
import io.sensorstreams.common.topic.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ledger in the background: the committed length of every output file, of all
 * groups and instances, and the gaps, that is, rows that are in no file. Reading methods
 * may be called from any thread.
 */
public final class Ledger implements RefusedRecord.Source, AutoCloseable {

    private static final Comparator<LedgerEntry> ORDER = Comparator.comparing(LedgerEntry::group)
        .thenComparing(LedgerEntry::topic)
        .thenComparingInt(LedgerEntry::partition)
        .thenComparingLong(LedgerEntry::firstOffset);

    private static final Comparator<LedgerGap> GAPS = Comparator.comparing(LedgerGap::group)
        .thenComparing(LedgerGap::topic)
        .thenComparingInt(LedgerGap::partition)
        .thenComparingLong(LedgerGap::from);

    private final LazyAdmin admin;

    private final Supplier<Consumer<String, byte[]>> consumers;

    private final LoopWatch watch;

    private volatile String cluster = "";

    private volatile @Nullable TopicTable<LedgerRecord> entries;

    /**
     * Creates the ledger; {@link #start} starts reading.
     * @param admin client for the end offsets of the topic; the caller closes it
     * @param consumers creates the {@code read_committed} consumer that the ledger uses
     * and closes
     * @param watch watches the reading thread
     */
    public Ledger(LazyAdmin admin, Supplier<Consumer<String, byte[]>> consumers, LoopWatch watch) {
        this.admin = admin;
        this.consumers = consumers;
        this.watch = watch;
    }

    /**
     * Starts reading; the topic must exist.
     * @param ofCluster id of the Kafka cluster
     */
    public void start(String ofCluster) {
        TopicTable<LedgerRecord> table = new TopicTable<>(Topics.LEDGER, this.admin, this.consumers,
                new LedgerRecords(), this.watch);
        table.start();
        this.cluster = ofCluster;
        this.entries = table;
    }

    /** Id of the Kafka cluster of the ledger; empty before {@link #start}. */
    public String cluster() {
        return this.cluster;
    }

    /** The records of a type that were read; empty before {@link #start}. */
    private <T extends LedgerRecord> Stream<T> known(Class<T> type) {
        TopicTable<LedgerRecord> table = this.entries;
        return (table != null) ? table.values().stream().filter(type::isInstance).map(type::cast) : Stream.empty();
    }

    /** Returns all files, ordered by group, topic, partition and first offset. */
    public List<LedgerEntry> files() {
        return known(LedgerEntry.class).sorted(ORDER).toList();
    }

    /** Returns the files of one partition of a group, ordered by first offset. */
    public List<LedgerEntry> files(String group, String topic, int partition) {
        return known(LedgerEntry.class).filter(
                (entry) -> entry.partition() == partition && entry.topic().equals(topic) && entry.group().equals(group))
            .sorted(ORDER)
            .toList();
    }

    /** Returns all gaps, ordered by group, topic, partition and first offset. */
    public List<LedgerGap> gaps() {
        return known(LedgerGap.class).sorted(GAPS).toList();
    }

    /** Returns the gaps of one partition of a group, ordered by first offset. */
    public List<LedgerGap> gaps(String group, String topic, int partition) {
        return known(LedgerGap.class)
            .filter((gap) -> gap.partition() == partition && gap.topic().equals(topic) && gap.group().equals(group))
            .sorted(GAPS)
            .toList();
    }

    /** Returns the files of a partition whose newest record in the ledger is invalid. */
    public DisputedFiles disputed(String group, String topic, int partition) {
        TopicTable<LedgerRecord> table = this.entries;
        if (table == null) {
            return DisputedFiles.NONE;
        }
        Set<String> names = table.refusedKeys()
            .flatMap((key) -> LedgerName.parse(key).stream())
            .filter((name) -> name.partition() == partition && name.topic().equals(topic) && name.group().equals(group))
            .map(LedgerName::file)
            .collect(Collectors.toSet());
        return new DisputedFiles(names);
    }

    /** Reads the topic from its beginning again, after it was recreated. */
    public void readRecreated() {
        TopicTable<LedgerRecord> table = this.entries;
        if (table != null) {
            table.readRecreated();
        }
    }

    /** Returns the records that are ignored because they are invalid. */
    @Override
    public List<RefusedRecord> refused() {
        TopicTable<LedgerRecord> table = this.entries;
        return (table != null) ? table.refused() : List.of();
    }

    @Override
    public long refusedCount() {
        TopicTable<LedgerRecord> table = this.entries;
        return (table != null) ? table.refusedCount() : 0;
    }

    @Override
    public String topic() {
        return Topics.LEDGER;
    }

    /**
     * Waits until all records that are committed or aborted at the time of the call are
     * read.
     * @throws TimeoutException when they are not read in time; the message states the
     * reason
     */
    public void awaitCaughtUp(Duration timeout) throws TimeoutException, InterruptedException {
        TopicTable<LedgerRecord> table = this.entries;
        if (table == null) {
            throw new TimeoutException("The ledger is not read yet: the service waits for the broker");
        }
        table.awaitCaughtUp(timeout);
    }

    @Override
    public void close() {
        TopicTable<LedgerRecord> table = this.entries;
        if (table != null) {
            table.close();
        }
    }

}

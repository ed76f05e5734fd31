package io.sensorstreams.common.ledger;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Reads the ledger in the background: the committed length of every output file, of all
 * groups and instances, and the gaps, that is, rows that are in no file. Lists are
 * ordered by group, topic, partition and first offset, and empty before {@link #start}.
 * Reading methods may be called from any thread.
 */
public final class Ledger implements AutoCloseable {

    private static final Comparator<LedgerRecord> ORDER = Comparator.comparing(LedgerRecord::group)
        .thenComparing(LedgerRecord::topic)
        .thenComparingInt(LedgerRecord::partition)
        .thenComparingLong(LedgerRecord::begin);

    private final TopicTable<LedgerRecord> table;

    private volatile String cluster = "";

    /**
     * Creates the ledger; {@link #start} starts reading.
     * @param admin client for the end offsets of the topic; the caller closes it
     * @param consumers creates the {@code read_committed} consumer that the ledger uses
     * and closes
     */
    public Ledger(LazyAdmin admin, Supplier<Consumer<String, byte[]>> consumers, LoopWatch watch) {
        this.table = new TopicTable<>(Topics.LEDGER, admin, consumers, new LedgerTopic(LedgerTopic.PARTITIONS), watch);
    }

    /** Starts reading; the topic must exist. */
    public void start(String ofCluster) {
        this.table.start();
        this.cluster = ofCluster;
    }

    /** Id of the Kafka cluster of the ledger; empty before {@link #start}. */
    public String cluster() {
        return this.cluster;
    }

    public TopicTable<LedgerRecord> table() {
        return this.table;
    }

    public List<LedgerEntry> files() {
        return known(LedgerEntry.class, (file) -> true);
    }

    public List<LedgerEntry> files(String group, String topic, int partition) {
        return known(LedgerEntry.class, (file) -> file.isOf(group, topic, partition));
    }

    public List<LedgerGap> gaps() {
        return known(LedgerGap.class, (gap) -> true);
    }

    public List<LedgerGap> gaps(String group, String topic, int partition) {
        return known(LedgerGap.class, (gap) -> gap.isOf(group, topic, partition));
    }

    private <T extends LedgerRecord> List<T> known(Class<T> type, Predicate<LedgerRecord> wanted) {
        return this.table.values()
            .stream()
            .filter((state) -> type.isInstance(state) && wanted.test(state))
            .sorted(ORDER)
            .map(type::cast)
            .toList();
    }

    /** Returns the files of a partition whose newest record in the ledger is invalid. */
    public DisputedFiles disputed(String group, String topic, int partition) {
        Set<String> names = this.table.refusedKeys()
            .flatMap((key) -> LedgerName.parse(key).stream())
            .filter((name) -> name.partition() == partition && name.topic().equals(topic) && name.group().equals(group))
            .map(LedgerName::file)
            .collect(Collectors.toSet());
        return new DisputedFiles(names);
    }

    /**
     * Waits until all records that are committed or aborted at the time of the call are
     * read.
     * @throws TimeoutException when they are not read in time; the message states the
     * reason
     */
    public void awaitCaughtUp(Duration timeout) throws TimeoutException, InterruptedException {
        if (this.cluster.isEmpty()) {
            throw new TimeoutException("The ledger is not read yet: the service waits for the broker");
        }
        this.table.awaitCaughtUp(timeout);
    }

    @Override
    public void close() {
        this.table.close();
    }

}

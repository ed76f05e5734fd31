package io.sensorstreams.common.ledger;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.sensorstreams.common.topic.TopicTable;
import io.sensorstreams.common.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * What is committed to every output file, of all groups and instances, followed in the
 * background. Reading methods may be called from any thread.
 */
public final class Ledger implements AutoCloseable {

    private static final Comparator<LedgerEntry> ORDER = Comparator.comparing(LedgerEntry::group)
        .thenComparing(LedgerEntry::topic)
        .thenComparingInt(LedgerEntry::partition)
        .thenComparingLong(LedgerEntry::firstOffset);

    private final TopicTable<LedgerEntry> entries;

    /**
     * Creates the ledger; {@link #start} begins to read.
     * @param admin client to ask for the end of the topic; stays the caller's
     * @param consumers makes the {@code read_committed} consumer that the ledger uses and
     * closes
     */
    public Ledger(Admin admin, Supplier<Consumer<String, byte[]>> consumers) {
        this.entries = new TopicTable<>(Topics.LEDGER, admin, consumers, LedgerTopic::decode);
    }

    /** Starts to read; the topic must exist. */
    public void start() {
        this.entries.start();
    }

    /** All files, by group, topic, partition and first offset. */
    public List<LedgerEntry> files() {
        return this.entries.values().stream().sorted(ORDER).toList();
    }

    /** The files of one partition of a group's topic, by first offset. */
    public List<LedgerEntry> files(String group, String topic, int partition) {
        return this.entries.values()
            .stream()
            .filter((entry) -> entry.partition() == partition && entry.topic().equals(topic)
                    && entry.group().equals(group))
            .sorted(ORDER)
            .toList();
    }

    /**
     * Waits until all that is decided in the topic at the time of the call is known here.
     * @throws TimeoutException when it was not by then; the message says why
     */
    public void awaitCaughtUp(Duration timeout) throws TimeoutException, InterruptedException {
        this.entries.awaitCaughtUp(timeout);
    }

    @Override
    public void close() {
        this.entries.close();
    }

}

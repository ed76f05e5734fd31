package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.consumer.commit.DeadLetterRefusedException;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.group.RetryTimes;
import io.sensorstreams.consumer.retention.Removal;
import io.sensorstreams.consumer.sink.FileTotals;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.PartitionWriter.Due;
import io.sensorstreams.consumer.sink.Sink;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.event.Level;

/**
 * A partition that is assigned to a consumer thread. When a step on it fails, it closes
 * its files and waits for the next recovery, while the other partitions of the thread
 * continue. Owned by the thread. <pre>
 *  UNTIL_RETRY ──── recover ───►┌───────────────┐
 *       ▲                       │ OpenPartition │
 *       ├── close, cutBack ─────┤               │
 *       └── commit timed out ───┤               │
 *  IN_DOUBT ◄── commit failed ──┤               │
 *       └────── recover ───────►└───────────────┘
 * </pre>
 */
final class AssignedPartition {

    sealed interface FileState permits Closed, OpenPartition {

    }

    /** Files that are closed until a recovery. */
    enum Closed implements FileState {

        /** Waits for the next recovery. The initial state. */
        UNTIL_RETRY,

        /**
         * Like UNTIL_RETRY, but a partition that leaves is recovered first: its last
         * commit may have been applied.
         */
        IN_DOUBT

    }

    interface FileWork {

        void run() throws IOException;

    }

    /** Bytes of dead letters that do not wait for the rows before them. */
    private static final long MOST_LETTERS = 256 << 10;

    private final Sink sink;

    private final PartitionKey key;

    private final SinkContext context;

    private final Runnable alive;

    private final DeadLetters deadLetters;

    private final Admissions admissions;

    private final RetryTimes retries;

    private final PartitionStatus status;

    private final PartitionRecovery recovery;

    private FileState files = Closed.UNTIL_RETRY;

    /** Creates a partition; {@code alive} runs before each attempt. */
    AssignedPartition(Sink sink, int partition, SinkContext context, Runnable alive) {
        this.sink = sink;
        this.key = new PartitionKey(sink.group(), sink.topic(), partition);
        this.context = context;
        this.alive = alive;
        this.deadLetters = new DeadLetters(sink.group(), context.clock());
        this.admissions = new Admissions(this.key, context);
        this.retries = new RetryTimes(context.clock());
        this.status = new PartitionStatus(this.key, context);
        this.recovery = new PartitionRecovery(sink, this.key, context, this.admissions, this.status);
    }

    PartitionKey key() {
        return this.key;
    }

    TopicPartition id() {
        return new TopicPartition(this.key.topic(), this.key.partition());
    }

    /** Whether the partition is recovered and has not failed since. */
    boolean isReady() {
        return this.files instanceof OpenPartition;
    }

    /** Whether the partition is not ready and its next recovery is due. */
    boolean isRecoveryDue() {
        return !isReady() && this.retries.isDue();
    }

    /** When the next recovery is due, if the partition is not ready. */
    Instant recoveryDueAt() {
        return this.retries.dueAt();
    }

    OpenPartition ready() {
        if (this.files instanceof OpenPartition open) {
            return open;
        }
        throw new IllegalStateException("Partition " + this.key + " is not recovered");
    }

    long recover(GroupState state) throws IOException {
        OpenPartition open = this.recovery.run(state);
        this.files = open;
        this.deadLetters.clear();
        this.status.showRecovered();
        open.showProgress();
        return open.position();
    }

    /**
     * Writes the records of one poll, unless the pass ends; {@code commit} commits them.
     */
    void write(List<ConsumerRecord<byte[], byte[]>> records, Runnable commit, Pass pass) throws IOException {
        List<ConsumerRecord<byte[], byte[]>> rest = records;
        while (!rest.isEmpty()) {
            int processed = ready().write(rest, this.deadLetters);
            rest = rest.subList(processed, rest.size());
            if (!rest.isEmpty()) {
                commit.run();
                if (!isReady() || pass.isOver()) {
                    return;
                }
            }
        }
    }

    /**
     * When the partition is committed.
     * @param released whether nothing is added to its files for now
     */
    Due due(boolean released) {
        if (!(this.files instanceof OpenPartition open) || !open.isChanged()) {
            return Due.LATER;
        }
        Due due = open.writer().due();
        if (due != Due.LATER) {
            return due;
        }
        if (this.deadLetters.bytes() >= MOST_LETTERS) {
            return Due.NOW;
        }
        // The first commit stores the start of the group. After a failure, a commit
        // shows that it is over.
        boolean awaited = released || !open.isBegun() || this.status.isFailing();
        return awaited ? Due.AT_INTERVALS : Due.LATER;
    }

    /** Bytes that are not committed, dead letters included. */
    long uncommittedBytes() {
        return (this.files instanceof OpenPartition open)
                ? open.writer().uncommitted().bytes() + this.deadLetters.bytes() : 0;
    }

    /** Returns the gaps to record in the ledger for rows that are in no file. */
    List<LedgerGap> gaps() {
        return this.admissions.waiting(this.deadLetters.unsent());
    }

    List<ProducerRecord<byte[], byte[]>> deadLetters() {
        return this.deadLetters.waiting();
    }

    /** Marks the flushed rows, the dead letters and the position as committed. */
    void committed() {
        OpenPartition open = ready();
        int letters = this.deadLetters.waiting().size();
        this.context.metrics().written(this.sink, open.committed());
        this.context.metrics().deadLetters(this.sink, letters);
        this.deadLetters.unsent()
            .ifPresent((unsent) -> this.context.metrics().deadLettersRefused(this.sink, unsent.count()));
        this.admissions.committed(this.deadLetters.unsent(), letters, open.position());
        this.deadLetters.clear();
        this.retries.succeeded();
        this.status.overcome();
        open.removed().ifPresent((removal) -> attempt(() -> delete(open, removal)));
        open.showProgress();
    }

    /** A deletion that fails is repeated by the recovery. */
    private void delete(OpenPartition open, Removal removal) throws IOException {
        this.context.metrics().removed(this.sink, removal.files().size(), FileTotals.of(removal.files()));
        this.status.log(Level.INFO)
            .addKeyValue("files", removal.files().size())
            .addKeyValue("rows", FileTotals.of(removal.files()).rows())
            .addKeyValue("first", removal.files().get(0).file())
            .addKeyValue("to", removal.range().to())
            .log("Retention removes sealed files");
        open.writer().delete(removal.files());
    }

    /** Runs work. When it fails, the partition waits for its next recovery. */
    void attempt(FileWork work) {
        this.alive.run();
        try {
            work.run();
        }
        catch (RecoveryException e) {
            // The file may have been replaced by another one.
            fail(e);
        }
        catch (IOException | KafkaException e) {
            fail(e, this::cutBack);
        }
    }

    /** Closes the files after a failure, and waits for the next recovery. */
    void fail(Exception cause) {
        fail(cause, () -> close(Closed.UNTIL_RETRY));
    }

    /** Closes the files after a commit that may have been applied or not. */
    void failCommit(KafkaException failure) {
        if (failure instanceof DeadLetterRefusedException refused) {
            this.deadLetters.refused(refused);
        }
        // A broker that does not answer cannot decide the transaction now.
        Closed next = (failure instanceof TimeoutException) ? Closed.UNTIL_RETRY : Closed.IN_DOUBT;
        fail(FencedException.orSame(failure), () -> close(next));
    }

    private void fail(Exception cause, FileWork ending) {
        this.retries.failed();
        this.status.showFailure(cause);
        try {
            ending.run();
        }
        catch (IOException e) {
            this.status.log(Level.DEBUG)
                .setCause(e)
                .log("Closing or truncating the files failed; the recovery repeats it");
        }
    }

    private void close(Closed next) throws IOException {
        if (this.files instanceof OpenPartition open) {
            // First: files whose closing fails must not be used again.
            this.files = next;
            open.writer().close();
        }
    }

    /** Truncates the files. Call it only when no later commit is possible. */
    void cutBack() throws IOException {
        if (this.files instanceof OpenPartition open) {
            this.files = Closed.UNTIL_RETRY;
            try {
                open.writer().cutBack();
            }
            catch (RecoveryException e) {
                this.status.logReplaced(e);
            }
        }
    }

    void showPaused(boolean paused) {
        if (isReady()) {
            this.status.showPaused(paused);
        }
    }

    void showLogEnd(long end) {
        this.status.showLogEnd(end);
    }

    /** Releases the directory, and removes the partition from what the replica shows. */
    void leave(GroupState state) {
        if (this.files == Closed.IN_DOUBT) {
            attempt(() -> recover(state));
        }
        attempt(() -> close(Closed.UNTIL_RETRY));
        this.status.remove();
    }

}

package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.commit.DeadLetterRefusedException;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.group.RetryTimes;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.sink.DiskFailedException;
import io.sensorstreams.consumer.sink.FileTotals;
import io.sensorstreams.consumer.sink.IdleDirectory;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.PartitionWriter;
import io.sensorstreams.consumer.sink.Recovery;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Standing;
import io.sensorstreams.consumer.sink.WriterSettings;
import io.sensorstreams.consumer.standing.ReplacedTopicException;
import io.sensorstreams.consumer.standing.StartingPoint;
import io.sensorstreams.consumer.standing.TopicIds;
import io.sensorstreams.consumer.status.PartitionSnapshot;
import io.sensorstreams.consumer.status.PartitionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Holds the files and the progress of one partition that is assigned to a consumer
 * thread. A healthy partition has a writer; a failed one has none until it is recovered.
 * Owned by the thread; other threads read the snapshots that it publishes on the board.
 */
final class AssignedPartition {

    /**
     * How long two replicas may block each other before the failure is logged as a
     * warning.
     */
    private static final Duration PASSING = Duration.ofSeconds(60);

    private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");

    private final Sink sink;

    private final PartitionKey key;

    private final SinkContext context;

    private final Clock clock;

    private final DeadLetters deadLetters;

    private final Admissions admissions;

    private final RetryTimes retries;

    private @Nullable PartitionWriter writer;

    private boolean inDoubt;

    /** Id of the topic at the time of the recovery. */
    private String topicId = "";

    /**
     * Offset after the last processed record: written, refused or skipped by the client.
     */
    private long position;

    /** Committed offset of the group; -1 before its first commit. */
    private long committed;

    /** First offset that was read before the first commit; -1 when nothing was read. */
    private long begunAt = -1;

    private @Nullable Instant oldestRowAt;

    private PartitionSnapshot snapshot = PartitionSnapshot.NEW;

    /** Reason of the last failure; null when there is none or it is resolved. */
    private @Nullable String failure;

    private Instant failedSince = FAR;

    AssignedPartition(Sink sink, int partition, SinkContext context) {
        this.sink = sink;
        this.key = new PartitionKey(sink.group(), sink.topic(), partition);
        this.context = context;
        this.clock = context.clock();
        this.deadLetters = new DeadLetters(sink.group(), context.clock());
        this.admissions = new Admissions(this.key, context);
        this.retries = new RetryTimes(context.clock());
        publish(this.snapshot);
    }

    PartitionKey key() {
        return this.key;
    }

    TopicPartition id() {
        return new TopicPartition(this.key.topic(), this.key.partition());
    }

    /**
     * Whether records can be written: the partition is recovered and has not failed
     * since.
     */
    boolean isReady() {
        return this.writer != null;
    }

    /** Whether the partition is not ready and its next recovery is due. */
    boolean isRecoveryDue() {
        return this.writer == null && this.retries.isDue();
    }

    /**
     * Finds out what is committed and restores the directory to it.
     * @return offset to continue at
     */
    long recover(GroupState state) throws IOException {
        state.open();
        this.writer = open(state);
        this.inDoubt = false;
        this.oldestRowAt = null;
        this.deadLetters.clear();
        this.context.board().showMissing(this.key, 0);
        publish(this.snapshot.withState(PartitionState.RUNNING, null));
        publishProgress();
        return this.position;
    }

    private PartitionWriter open(GroupState state) throws IOException {
        try (Recovery recovery = lock(state)) {
            // Not before: another instance on the same disk may have committed more.
            return recovery.writer(standing(state.find(this.key)));
        }
    }

    private Recovery lock(GroupState state) throws IOException {
        try {
            new IdleDirectory(this.sink, this.key.partition()).checkNotRemoved(this.context.properties().instance(),
                    state.known(this.key));
            return Recovery.begin(this.sink, this.key.partition());
        }
        catch (IOException e) {
            // The directory cannot be locked now. The committed position can still be
            // shown.
            showStart(state, e);
            throw e;
        }
    }

    /**
     * Keeps the first failure as the reason: it says more than a broker that does not
     * answer.
     */
    private void showStart(GroupState state, IOException first) {
        try {
            publish(this.snapshot.startingAt(state.find(this.key)));
        }
        catch (WakeupException | InterruptException | FencedException e) {
            throw e;
        }
        catch (IOException | KafkaException e) {
            first.addSuppressed(e);
        }
    }

    private Standing standing(StartingPoint start) {
        publish(this.snapshot.startingAt(start));
        this.topicId = start.topicId();
        this.position = start.offset();
        this.committed = start.committed().orElse(-1);
        boolean begins = start.committed().isEmpty() && start.files().isEmpty();
        this.begunAt = (this.begunAt < 0) ? start.offset() : this.begunAt;
        this.admissions.startAt(start, begins ? this.begunAt : start.expected());
        SensorProperties properties = this.context.properties();
        WriterSettings settings = new WriterSettings(start.cluster(), start.topicId(), properties.instance(),
                properties.roll().policy(), this.clock, this.context.metrics().observer(this.sink));
        return new Standing(settings, start.files(), start.offset(), start.disputed());
    }

    /**
     * Writes the records of one poll.
     * @throws IOException when the disk fails, or records arrive that were already
     * processed
     */
    void write(List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
        PartitionWriter current = ready();
        requireAhead(records.get(0).offset());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                current.append(record.offset(), record.value());
            }
            catch (MalformedRowException e) {
                this.deadLetters.add(record, e);
            }
        }
        Instant now = this.clock.instant();
        this.oldestRowAt = (this.oldestRowAt != null) ? this.oldestRowAt : now;
        this.snapshot = this.snapshot.withLastRowAt(now);
    }

    /**
     * Rejects records that were already processed. The client resets to the beginning
     * when the log no longer has its position: the topic was replaced or has lost
     * records.
     */
    private void requireAhead(long offset) throws IOException {
        if (offset < this.position) {
            throw new ReplacedTopicException("Topic " + this.key.topic() + " partition " + this.key.partition()
                    + " returned offset " + offset + " again, although all offsets before " + this.position
                    + " were processed: the topic was replaced or has lost records");
        }
    }

    private PartitionWriter ready() {
        if (this.writer == null) {
            throw new IllegalStateException("Partition " + this.key + " is not recovered");
        }
        return this.writer;
    }

    /**
     * Sets the position and seals files that exceed their age.
     * @param reached position of the consumer; all earlier records must be processed
     */
    void advance(long reached) throws IOException {
        ready().checkDirectory();
        ready().rollByAge();
        this.position = Math.max(this.position, reached);
        if (!isChanged() && Objects.equals(this.snapshot.lag(), 0L)) {
            overcome();
        }
        publishProgress();
    }

    /** Whether there are rows, seals or offsets to commit. */
    boolean isChanged() {
        return this.writer != null && (this.position > this.committed || this.writer.isChanged());
    }

    /** Bytes that are not committed, dead letters included. */
    long uncommittedBytes() {
        return (this.writer != null) ? this.writer.uncommitted().bytes() + this.deadLetters.bytes() : 0;
    }

    /** Forces all rows to the disk and returns the ledger entries to commit. */
    List<LedgerEntry> flush() throws IOException {
        return ready().flush();
    }

    /** Returns the gaps to record in the ledger for rows that are in no file. */
    List<LedgerGap> gaps() {
        return this.admissions.waiting(this.deadLetters.unsent());
    }

    /** Handles a dead letter of the last commit that Kafka refused. */
    void refused(DeadLetterRefusedException failure) {
        this.deadLetters.refused(failure);
    }

    /**
     * Checks that the rows were read from the topic that the files belong to.
     * @param asked topic ids that were requested after the records were polled
     */
    void checkTopic(CompletableFuture<Map<String, String>> asked) throws IOException {
        String id = TopicIds.await(asked, this.key.topic());
        if (!id.equals(this.topicId)) {
            throw new ReplacedTopicException("Topic " + this.key.topic() + " was deleted and recreated: its id is " + id
                    + ", it was " + this.topicId);
        }
    }

    List<ProducerRecord<byte[], byte[]>> deadLetters() {
        return this.deadLetters.waiting();
    }

    /** Offset after the last processed record. */
    long position() {
        return this.position;
    }

    /** Offset to commit, with the topic id as its metadata. */
    OffsetAndMetadata reached() {
        return new OffsetAndMetadata(this.position, this.topicId);
    }

    /** Marks the flushed rows, the dead letters and the position as committed. */
    void committed() {
        FileTotals added = ready().committed();
        this.context.metrics().written(this.sink, added);
        this.context.metrics().deadLetters(this.sink, this.deadLetters.count());
        this.deadLetters.unsent()
            .ifPresent((unsent) -> this.context.metrics().deadLettersRefused(this.sink, unsent.count()));
        this.admissions.committed(this.deadLetters.unsent(), this.deadLetters.count(), this.position);
        this.deadLetters.clear();
        this.committed = this.position;
        this.oldestRowAt = null;
        this.retries.succeeded();
        overcome();
        publishProgress();
    }

    /** Clears the failure. */
    private void overcome() {
        this.failure = null;
        this.context.board().showWritable(this.key);
    }

    /**
     * Discards what is not committed and waits for the next recovery.
     * @param cause the failure
     * @param reason the failure as text, shown in the partition's status
     * @return whether the reason differs from the last one, or the last one was resolved
     */
    boolean fail(Exception cause, String reason) {
        boolean news = !reason.equals(this.failure);
        if (cause instanceof DiskFailedException) {
            this.context.board().showUnwritable(this.key, reason);
        }
        else {
            this.context.board().showWritable(this.key);
        }
        if (news) {
            this.failedSince = this.clock.instant();
        }
        this.context.board()
            .showMissing(this.key, (cause instanceof RecoveryException misfit) ? misfit.missingRows() : 0);
        this.failure = reason;
        this.retries.failed();
        publish(this.snapshot.withState(PartitionState.PAUSED, reason));
        return news;
    }

    /**
     * Whether the partition has failed for one reason for longer than a restart or a
     * rebalance takes. Returns true once for each reason.
     */
    boolean startsToLast() {
        boolean lasts = !this.clock.instant().isBefore(this.failedSince.plus(PASSING));
        if (lasts) {
            this.failedSince = FAR;
        }
        return lasts;
    }

    /**
     * Closes the files without truncating them after a failed commit. The next recovery
     * finds out whether the transaction was committed.
     */
    void closeInDoubt(KafkaException failure) throws IOException {
        // A broker that does not answer cannot decide the transaction now.
        this.inDoubt = !(failure instanceof TimeoutException);
        close();
    }

    /** Whether a recovery can find out now what was committed. */
    boolean isInDoubt() {
        return this.inDoubt;
    }

    /** Closes the files without truncating them. */
    void close() throws IOException {
        PartitionWriter current = this.writer;
        this.writer = null;
        if (current != null) {
            current.close();
        }
    }

    /**
     * Truncates the files to the last commit. Call it only when no later commit is
     * possible.
     */
    void cutBack() throws IOException {
        PartitionWriter current = this.writer;
        this.writer = null;
        if (current != null) {
            current.cutBack();
        }
    }

    /** Shows that the group was paused or resumed. */
    void showPaused(boolean paused) {
        if (isReady()) {
            if (paused) {
                // While the group is paused, nothing tests whether the disk accepts rows
                // again.
                overcome();
            }
            publish(this.snapshot.withState(paused ? PartitionState.PAUSED : PartitionState.RUNNING, null));
        }
    }

    void showLogEnd(long end) {
        publish(this.snapshot.withLogEnd(end));
    }

    /** Removes the partition from the board. */
    void leave() {
        this.context.board().remove(this.key);
    }

    private void publishProgress() {
        PartitionWriter current = ready();
        publish(new PartitionSnapshot(this.snapshot.state(), Math.max(0, this.committed), this.snapshot.logEnd(),
                current.committedTotals(), current.committedFile().orElse(null), this.snapshot.lastRowAt(),
                this.oldestRowAt, this.snapshot.reason()));
    }

    private void publish(PartitionSnapshot changed) {
        this.snapshot = changed;
        this.context.board().put(this.key, changed);
    }

}

package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

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
 * A partition that a consumer thread has: its files, and how far it has come. It has a
 * writer while it is well; without one it waits for its recovery. Owned by the thread;
 * others see the snapshots it puts on the board.
 */
final class AssignedPartition {

    /** How long a failure may last that replicas cause each other. */
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

    /** Id of the topic as of the recovery. */
    private String topicId = "";

    /** Offset after what was handled: written, refused or skipped by the client. */
    private long position;

    /** Offset that the group has committed; -1 before its first commit. */
    private long committed;

    /** Where it started to read, before its first commit; -1 when it has not. */
    private long begunAt = -1;

    private @Nullable Instant oldestRowAt;

    private PartitionSnapshot snapshot = PartitionSnapshot.NEW;

    /** Why it failed last; null when that has been overcome. */
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

    /** Whether it can be written: it is recovered and did not fail since. */
    boolean isReady() {
        return this.writer != null;
    }

    /** Whether it is not ready, and it is time to recover it. */
    boolean isRecoveryDue() {
        return this.writer == null && this.retries.isDue();
    }

    /**
     * Takes the partition's directory and makes it what the ledger says.
     * @param source asked when nobody else has the directory any more
     */
    void recover(StartingPoint.Source source) throws IOException {
        this.writer = open(source);
        this.inDoubt = false;
        this.oldestRowAt = null;
        this.deadLetters.clear();
        this.context.board().showMissing(this.key, 0);
        publish(this.snapshot.withState(PartitionState.RUNNING, null));
        publishProgress();
    }

    private PartitionWriter open(StartingPoint.Source source) throws IOException {
        AtomicBoolean asked = new AtomicBoolean();
        try {
            new IdleDirectory(this.sink, this.key.partition()).checkNotRemoved(this.context.properties().instance(),
                    source.known());
            return PartitionWriter.open(this.sink, this.key.partition(), () -> {
                asked.set(true);
                return standing(source.find());
            });
        }
        catch (IOException e) {
            if (!asked.get()) {
                // Nobody can have the directory now; where the partition stands can still
                // be shown.
                showStart(source, e);
            }
            throw e;
        }
    }

    /** The failure that came first says more than that the broker is away as well. */
    private void showStart(StartingPoint.Source source, IOException first) {
        try {
            publish(this.snapshot.startingAt(source.find()));
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
     * @throws IOException when the disk fails, or records come that were handled before
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
     * The client goes back to the beginning by itself when the log no longer has its
     * position: the topic was replaced, or has lost records.
     */
    private void requireAhead(long offset) throws IOException {
        if (offset < this.position) {
            throw new ReplacedTopicException("Topic " + this.key.topic() + " partition " + this.key.partition()
                    + " gave offset " + offset + " again, after all before " + this.position
                    + " were handled: the topic was replaced or has lost records");
        }
    }

    private PartitionWriter ready() {
        if (this.writer == null) {
            throw new IllegalStateException("Partition " + this.key + " is not recovered");
        }
        return this.writer;
    }

    /**
     * Takes note of how far the consumer has come, and seals a file that is too old.
     * @param reached the consumer's position; nothing in front of it may be unhandled
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

    /** Whether there is something to commit. */
    boolean isChanged() {
        return this.writer != null && (this.position > this.committed || this.writer.isChanged());
    }

    /** Bytes that are held until the next commit. */
    long uncommittedBytes() {
        return (this.writer != null) ? this.writer.uncommitted().bytes() + this.deadLetters.bytes() : 0;
    }

    /** Makes all rows durable; returns the ledger's entries to commit. */
    List<LedgerEntry> flush() throws IOException {
        return ready().flush();
    }

    /** What the ledger has to say of rows that are in no file. */
    List<LedgerGap> gaps() {
        return this.admissions.waiting(this.deadLetters.unsent());
    }

    /** Takes note that Kafka refused a dead letter of the last commit. */
    void refused(DeadLetterRefusedException failure) {
        this.deadLetters.refused(failure);
    }

    /**
     * Checks that what was written came from the topic that the files are of.
     * @param asked answer that is younger than the records
     */
    void checkTopic(CompletableFuture<Map<String, String>> asked) throws IOException {
        String id = TopicIds.await(asked, this.key.topic());
        if (!id.equals(this.topicId)) {
            throw new ReplacedTopicException("Topic " + this.key.topic() + " was deleted and created anew: its id is "
                    + id + " and was " + this.topicId);
        }
    }

    List<ProducerRecord<byte[], byte[]>> deadLetters() {
        return this.deadLetters.waiting();
    }

    /** Offset after what was handled. */
    long position() {
        return this.position;
    }

    /** Offset to commit, with the id of the topic that it is one of. */
    OffsetAndMetadata reached() {
        return new OffsetAndMetadata(this.position, this.topicId);
    }

    /**
     * Takes note that what was flushed, the dead letters and the position are committed.
     */
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

    /** Nothing is left to do of what it failed for. */
    private void overcome() {
        this.failure = null;
        this.context.board().showWritable(this.key);
    }

    /**
     * Gives up what is not committed, until the next recovery.
     * @param cause what the failure was
     * @param reason the same in words, for whoever looks at the partition
     * @return whether it is another one than last time, or has been overcome since
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
     * Whether it has failed for one reason for longer than a restart or a rebalance
     * takes; true once for each reason.
     */
    boolean startsToLast() {
        boolean lasts = !this.clock.instant().isBefore(this.failedSince.plus(PASSING));
        if (lasts) {
            this.failedSince = FAR;
        }
        return lasts;
    }

    /**
     * Closes the files as they are after a commit that failed: what of them is committed
     * is not known before the next recovery.
     */
    void closeInDoubt(KafkaException failure) throws IOException {
        // A broker that does not answer now can settle nothing now.
        this.inDoubt = !(failure instanceof TimeoutException);
        close();
    }

    /** Whether a recovery would find out now what is committed of the files. */
    boolean isInDoubt() {
        return this.inDoubt;
    }

    /** Closes the files as they are. */
    void close() throws IOException {
        PartitionWriter current = this.writer;
        this.writer = null;
        if (current != null) {
            current.close();
        }
    }

    /** Cuts the files back to the last commit: nothing more was committed for sure. */
    void cutBack() throws IOException {
        PartitionWriter current = this.writer;
        this.writer = null;
        if (current != null) {
            current.cutBack();
        }
    }

    /** Shows that somebody asked for a pause, or that it is over. */
    void showPaused(boolean paused) {
        if (isReady()) {
            if (paused) {
                // Nobody will try whether the disk takes the rows again.
                overcome();
            }
            publish(this.snapshot.withState(paused ? PartitionState.PAUSED : PartitionState.RUNNING, null));
        }
    }

    void showLogEnd(long end) {
        publish(this.snapshot.withLogEnd(end));
    }

    /** Takes the partition off the board. */
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

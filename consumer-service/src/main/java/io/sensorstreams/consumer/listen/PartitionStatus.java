package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.sensorstreams.common.access.KafkaRefusal;
import io.sensorstreams.consumer.commit.DeadLetterRefusedException;
import io.sensorstreams.consumer.directory.DirectoryInUseException;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.directory.DiskFailedException;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.PartitionWriter;
import io.sensorstreams.consumer.standing.ReplacedTopicException;
import io.sensorstreams.consumer.standing.StartingPoint;
import io.sensorstreams.consumer.status.PartitionSnapshot;
import io.sensorstreams.consumer.status.PartitionState;
import io.sensorstreams.consumer.status.PartitionStatuses;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Publishes the state and the progress of one partition, and logs its failures. Owned by
 * the partition's thread; other threads read the snapshots in {@link PartitionStatuses}.
 */
final class PartitionStatus {

    private static final Logger LOGGER = LoggerFactory.getLogger(PartitionStatus.class);

    /** How long two replicas may block each other before it is logged as a warning. */
    private static final Duration PASSING = Duration.ofSeconds(60);

    private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");

    private final PartitionKey key;

    private final PartitionStatuses statuses;

    private final Clock clock;

    private PartitionSnapshot snapshot = PartitionSnapshot.NEW;

    /** Reason of the last failure; null when there is none or it is resolved. */
    private @Nullable String failure;

    private Instant failedSince = FAR;

    PartitionStatus(PartitionKey key, SinkContext context) {
        this.key = key;
        this.statuses = context.statuses();
        this.clock = context.clock();
        publish(this.snapshot);
    }

    private void publish(PartitionSnapshot changed) {
        this.snapshot = changed;
        this.statuses.put(this.key, changed);
    }

    /** Shows what is committed, before it is known whether the files match it. */
    void showStart(StartingPoint start) {
        publish(this.snapshot.startingAt(start));
    }

    void showRecovered() {
        this.statuses.showMissing(this.key, 0);
        publish(this.snapshot.withState(PartitionState.RUNNING, null));
    }

    /**
     * Shows the progress of a recovered partition.
     * @param committed committed offset of the group; -1 before its first commit
     */
    void showProgress(long committed, PartitionWriter writer, @Nullable Instant oldestRowAt) {
        publish(new PartitionSnapshot(this.snapshot.state(), Math.max(0, committed), this.snapshot.logEnd(),
                writer.committedTotals(), writer.committedFile().orElse(null), this.snapshot.lastRowAt(), oldestRowAt,
                this.snapshot.reason()));
    }

    /** Sets when the last row arrived, which is shown with the next progress. */
    Instant received() {
        Instant now = this.clock.instant();
        this.snapshot = this.snapshot.withLastRowAt(now);
        return now;
    }

    void showLogEnd(long end) {
        publish(this.snapshot.withLogEnd(end));
    }

    boolean isAtEnd() {
        return Objects.equals(this.snapshot.lag(), 0L);
    }

    /** Shows that the group of a recovered partition was paused or resumed. */
    void showPaused(boolean paused) {
        if (paused) {
            // While the group is paused, nothing tests whether the disk accepts rows
            // again.
            overcome();
        }
        publish(this.snapshot.withState(paused ? PartitionState.PAUSED : PartitionState.RUNNING, null));
    }

    /** Whether the last failure is not resolved yet. */
    boolean isFailing() {
        return this.failure != null;
    }

    void overcome() {
        this.failure = null;
        this.statuses.showWritable(this.key);
    }

    /** Shows and logs a failure that pauses the partition. */
    void showFailure(Exception cause) {
        String reason = reason(cause);
        boolean news = !reason.equals(this.failure);
        if (cause instanceof DiskFailedException) {
            this.statuses.showUnwritable(this.key, reason);
        }
        else {
            this.statuses.showWritable(this.key);
        }
        if (news) {
            this.failedSince = this.clock.instant();
        }
        this.statuses.showMissing(this.key, (cause instanceof RecoveryException misfit) ? misfit.missingRows() : 0);
        this.failure = reason;
        publish(this.snapshot.withState(PartitionState.PAUSED, reason));
        boolean loggedBefore = !news && !startsToLast();
        log(loggedBefore ? Level.DEBUG : level(cause, news)).addKeyValue("reason", reason)
            .setCause(isExplained(cause) ? null : cause)
            .log("Partition is paused and will be tried again");
    }

    /** The message of a FileSystemException is often only a path. */
    private static String reason(Exception cause) {
        return KafkaRefusal.of(cause)
            .orElseGet(() -> (cause instanceof FileSystemException || cause.getMessage() == null) ? cause.toString()
                    : cause.getMessage());
    }

    /** True once, when a failure lasts longer than a restart or a rebalance takes. */
    private boolean startsToLast() {
        boolean lasts = !this.clock.instant().isBefore(this.failedSince.plus(PASSING));
        if (lasts) {
            this.failedSince = FAR;
        }
        return lasts;
    }

    /** Replicas that block each other for a short time log at INFO. */
    private static Level level(Exception cause, boolean begins) {
        if (cause instanceof RecoveryException || cause instanceof ReplacedTopicException) {
            return Level.ERROR;
        }
        boolean passing = cause instanceof DirectoryInUseException || cause instanceof FencedException;
        return (passing && begins) ? Level.INFO : Level.WARN;
    }

    /** Whether the message alone explains the failure, without a stack trace. */
    private static boolean isExplained(Exception cause) {
        return cause instanceof IOException || cause instanceof FencedException
                || cause instanceof DeadLetterRefusedException || KafkaRefusal.of(cause).isPresent();
    }

    void logReplaced(RecoveryException cause) {
        log(Level.ERROR).addKeyValue("reason", cause.getMessage()).log("Files were removed or replaced");
    }

    /** Starts a log message with the keys of the partition. */
    LoggingEventBuilder log(Level level) {
        return LOGGER.atLevel(level)
            .addKeyValue("group", this.key.group())
            .addKeyValue("topic", this.key.topic())
            .addKeyValue("partition", this.key.partition());
    }

    void remove() {
        this.statuses.remove(this.key);
    }

}

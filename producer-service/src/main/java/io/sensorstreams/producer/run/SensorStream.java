package io.sensorstreams.producer.run;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.definition.WantedState;
import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.publish.StreamReport;
import io.sensorstreams.producer.publish.StreamStatus;
import io.sensorstreams.producer.row.FilesReport;
import io.sensorstreams.producer.row.RowFaults;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.run.Progress.AcknowledgedCounts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * State of one stream on the replica that owns it. Only the runner's thread changes it.
 * Any thread may call the reading methods, except those marked as the runner's.
 */
public final class SensorStream {

    private static final Logger LOGGER = LoggerFactory.getLogger(SensorStream.class);

    /** Due time of the next row when the stream has no schedule. */
    static final long NEVER = Long.MAX_VALUE;

    /** More rows may be read than are acknowledged or rejected. */
    record Standing(StreamPosition committed, RowFaults faults, long rowsRead) {

        static Standing at(StreamPosition committed, RowFaults faults) {
            return new Standing(committed, faults, committed.rowsRead());
        }

    }

    private final RateMeter rate = new RateMeter();

    private volatile StreamDefinition definition;

    private volatile Standing standing;

    private volatile @Nullable String failure;

    private volatile @Nullable String trouble;

    private volatile @Nullable FilesReport files;

    private volatile long lagNanos;

    private volatile long nextDue = NEVER;

    private volatile long eventTime = Rows.NO_EVENT_TIME;

    /** Used only on the runner's thread. */
    private Progress progress;

    /** Event time that the rows of the source end before; as the progress. */
    private long openedUntil = Long.MAX_VALUE;

    SensorStream(StreamDefinition definition, Optional<StreamStatus> stored) {
        this.definition = definition;
        this.standing = standing(definition, stored);
        this.progress = new Progress(this.standing.committed(), this.standing.faults());
        this.rate.restart(System.nanoTime());
    }

    private static Standing standing(StreamDefinition definition, Optional<StreamStatus> stored) {
        RowFaults faults = stored.map((status) -> status.faultsSince(definition.origin())).orElse(RowFaults.NONE);
        return Standing.at(definition.position(stored.map(StreamStatus::position)), faults);
    }

    public StreamDefinition definition() {
        return this.definition;
    }

    public String name() {
        return this.definition.name();
    }

    /** Position after the last acknowledged row. */
    public StreamPosition committed() {
        return this.standing.committed();
    }

    /** Both values of the same instant. */
    Standing standing() {
        return this.standing;
    }

    public StreamState state() {
        return state(committed());
    }

    StreamState state(StreamPosition position) {
        return this.definition.stateAt(position, this.failure != null);
    }

    /**
     * Why the stream failed or waits, as far as this replica knows; null when neither.
     */
    public @Nullable String lastError() {
        String failed = this.failure;
        return (failed != null) ? failed : this.trouble;
    }

    /** Whether the stream is to run, also when it is completed, and has not failed. */
    boolean isCalled() {
        return this.definition.wanted() == WantedState.RUNNING && this.failure == null
                && !this.definition.isAtLimit(committed());
    }

    public double ratePerSecond() {
        return (state() == StreamState.RUNNING) ? this.rate.perSecond(System.nanoTime()) : 0;
    }

    /** How late the last row was, or how late the next row is now if that is more. */
    public long lagMillis() {
        if (state() != StreamState.RUNNING) {
            return 0;
        }
        long next = this.nextDue;
        long overdue = (next != NEVER) ? System.nanoTime() - next : 0;
        return TimeUnit.NANOSECONDS.toMillis(Math.max(0, Math.max(this.lagNanos, overdue)));
    }

    /**
     * Event time of the next row, or of the last one at the end, on the wall clock of its
     * station; null when no row was read since the start, or it has no time.
     */
    public @Nullable LocalDateTime eventTime() {
        long reached = this.eventTime;
        return (reached != Rows.NO_EVENT_TIME) ? onWallClock(reached, this.definition.spec()) : null;
    }

    static LocalDateTime onWallClock(long eventTimeMillis, StreamSpec spec) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(eventTimeMillis), spec.source().zoneOfTimes());
    }

    /**
     * For the other replicas. Runner's thread only.
     * @param failing why the stream fails once the rows sent so far are acknowledged, or
     * null
     */
    StreamReport report(Instant now, @Nullable String failing) {
        boolean failed = failing != null || this.failure != null;
        long due = this.nextDue;
        return new StreamReport(this.definition.offset(), failed, (failing != null) ? failing : lastError(),
                failed ? 0 : ratePerSecond(), TimeUnit.NANOSECONDS.toMillis(Math.max(0, this.lagNanos)),
                (failed || due == NEVER) ? null : now.plusNanos(due - System.nanoTime()), now, nextEventTime(),
                this.files);
    }

    private @Nullable Long nextEventTime() {
        long next = this.eventTime;
        return (next != Rows.NO_EVENT_TIME) ? (Long) next : null;
    }

    /** The stored record of the position, or of the progress. Runner's thread only. */
    StreamStatus status(StreamReport report, boolean ofProgress) {
        RowFaults faults = ofProgress ? this.progress.faults() : this.standing.faults();
        return new StreamStatus(ofProgress ? this.progress.toStored() : committed(), report,
                faults.isNone() ? null : faults);
    }

    /** Whether a stored status describes the current state of the stream. */
    boolean isToldBy(Optional<StreamStatus> stored) {
        boolean lost = stored.map((status) -> status.position().isBefore(committed())).orElse(committed().row() > 0);
        Optional<StreamReport> current = stored.map(StreamStatus::report)
            .filter((report) -> report.definition() == this.definition.offset());
        return !lost && current.map(StreamReport::failed).orElse(false) == (this.failure != null)
                && Objects.equals(current.map(StreamReport::lastError).orElse(null), lastError());
    }

    /** What a stream of many files finds beside its file; null for other streams. */
    public @Nullable FilesReport files() {
        return this.files;
    }

    /** Keeps a report; returns whether it is new. */
    boolean tell(FilesReport report) {
        FilesReport before = Objects.requireNonNullElse(this.files, FilesReport.NOTHING);
        this.files = report;
        List<String> added = report.passedOver()
            .stream()
            .filter((file) -> !before.passedOver().contains(file))
            .toList();
        if (!added.isEmpty()) {
            LOGGER.atWarn()
                .addKeyValue("stream", name())
                .addKeyValue("file", added)
                .log("Files are passed over: they arrived too late for their place in the order, or were changed "
                        + "after they were read; {} in all", report.passedOverCount());
        }
        return !report.equals(before);
    }

    /** What to send next. Runner's thread only. */
    Progress progress() {
        return this.progress;
    }

    /**
     * Clears failures of the old definition. A change of only the pace keeps a failure: a
     * failed stream runs again only when it is started.
     */
    void define(StreamDefinition other) {
        if (!other.isSameButPace(this.definition)) {
            this.failure = null;
        }
        this.trouble = null;
        this.definition = other;
        if (!other.position(Optional.of(this.committed())).equals(this.committed())) {
            continueFrom(Optional.of(new StreamStatus(this.committed(), null, this.standing.faults())));
        }
        this.rate.restart(System.nanoTime());
    }

    /**
     * Resets the progress to a stored position and drops unacknowledged rows. Positions
     * only grow, so that a stored one before the acknowledged one is what was read of a
     * topic that was deleted. Rows after it are in Kafka already.
     */
    void continueFrom(Optional<StreamStatus> stored) {
        StreamStatus acknowledged = new StreamStatus(committed(), null, this.standing.faults());
        StreamStatus newest = stored.filter((status) -> !status.position().isBefore(acknowledged.position()))
            .orElse(acknowledged);
        this.standing = standing(this.definition, Optional.of(newest));
        this.progress = new Progress(this.standing.committed(), this.standing.faults());
        this.eventTime = Rows.NO_EVENT_TIME;
    }

    /** Records the lag of the last row, and when the next row is due. */
    void moved(long lag, long due) {
        this.standing = new Standing(committed(), this.standing.faults(), this.progress.rowsRead());
        this.lagNanos = lag;
        this.nextDue = due;
    }

    /** Records the event time of the next row. */
    void reached(long eventTimeMillis) {
        this.eventTime = eventTimeMillis;
    }

    /** Where the rows of the source end, which was opened last. Runner's thread only. */
    long openedUntil() {
        return this.openedUntil;
    }

    void opensUntil(long eventTimeMillis) {
        this.openedUntil = eventTimeMillis;
    }

    /** Clears the due time and the lag, because no row is due. */
    void idle() {
        this.nextDue = NEVER;
        this.lagNanos = 0;
    }

    /** Returns what was acknowledged since the last call. */
    AcknowledgedCounts acknowledge() {
        AcknowledgedCounts done = this.progress.acknowledge(committed(), this.standing.faults());
        this.standing = Standing.at(this.progress.toStored(), this.progress.faults());
        this.trouble = null;
        this.rate.add(System.nanoTime(), done.rows());
        return done;
    }

    void failed(String reason) {
        this.failure = reason;
        idle();
    }

    /** Records what the stream waits for; null when it waits no more. */
    void waitsFor(@Nullable String reason) {
        this.trouble = reason;
    }

}

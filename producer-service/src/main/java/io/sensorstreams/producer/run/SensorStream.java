package io.sensorstreams.producer.run;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.publish.StreamReport;
import org.jspecify.annotations.Nullable;

/**
 * One stream on the replica that owns it. Its runner alone changes it; any thread may
 * read what is not said to be the runner's.
 */
public final class SensorStream {

    /** When the next row of a stream without a schedule is due. */
    static final long NEVER = Long.MAX_VALUE;

    /**
     * Where a stream stands.
     *
     * @param committed the position behind the last acknowledged row
     * @param rowsRead rows read until now; never fewer than were acknowledged or rejected
     */
    record Standing(StreamPosition committed, long rowsRead) {

        static Standing at(StreamPosition committed) {
            return new Standing(committed, committed.rowsRead());
        }

    }

    private final RateMeter rate = new RateMeter();

    private volatile StreamDefinition definition;

    private volatile Standing standing;

    private volatile @Nullable String failure;

    private volatile @Nullable String trouble;

    private volatile long lagNanos;

    private volatile long nextDue = NEVER;

    /** The runner's. */
    private Progress progress;

    SensorStream(StreamDefinition definition, Optional<StreamPosition> stored) {
        this.definition = definition;
        this.standing = Standing.at(definition.position(stored));
        this.progress = new Progress(this.standing.committed());
        this.rate.restart(System.nanoTime());
    }

    public StreamDefinition definition() {
        return this.definition;
    }

    public String name() {
        return this.definition.name();
    }

    /** The position behind the last acknowledged row. */
    public StreamPosition committed() {
        return this.standing.committed();
    }

    /** Where it stands, as it was at one instant. */
    Standing standing() {
        return this.standing;
    }

    public StreamState state() {
        return state(committed());
    }

    /** What it does when it stands at a position. */
    StreamState state(StreamPosition position) {
        return this.definition.stateAt(position, this.failure != null);
    }

    /** Why it failed or why it waits, as far as the stream itself knows. */
    public @Nullable String lastError() {
        String failed = this.failure;
        return (failed != null) ? failed : this.trouble;
    }

    long rowsRead() {
        return this.standing.rowsRead();
    }

    public double ratePerSecond() {
        return (state() == StreamState.RUNNING) ? this.rate.perSecond(System.nanoTime()) : 0;
    }

    /** How late the last row was, or how late the next one is by now if that is more. */
    public long lagMillis() {
        if (state() != StreamState.RUNNING) {
            return 0;
        }
        long next = this.nextDue;
        long overdue = (next != NEVER) ? System.nanoTime() - next : 0;
        return TimeUnit.NANOSECONDS.toMillis(Math.max(0, Math.max(this.lagNanos, overdue)));
    }

    /**
     * The runner's: what the other replicas are told.
     * @param failing why it fails with the rows sent until now, or null
     */
    StreamReport report(Instant now, @Nullable String failing) {
        boolean failed = failing != null || this.failure != null;
        long due = this.nextDue;
        return new StreamReport(this.definition.offset(), failed, (failing != null) ? failing : lastError(),
                failed ? 0 : ratePerSecond(), TimeUnit.NANOSECONDS.toMillis(Math.max(0, this.lagNanos)),
                (failed || due == NEVER) ? null : now.plusNanos(due - System.nanoTime()), now);
    }

    /** Whether another replica that has read the report knows how the stream is. */
    boolean isToldBy(Optional<StreamReport> stored) {
        Optional<StreamReport> current = stored.filter((report) -> report.definition() == this.definition.offset());
        return current.map(StreamReport::failed).orElse(false) == (this.failure != null)
                && Objects.equals(current.map(StreamReport::lastError).orElse(null), lastError());
    }

    /** The runner's: what to send next. */
    Progress progress() {
        return this.progress;
    }

    /**
     * Another definition clears what went wrong under the old one, unless only the pace
     * is another: a stream that failed runs again when it is started.
     */
    void define(StreamDefinition other) {
        if (!other.isSameButPace(this.definition)) {
            this.failure = null;
        }
        this.trouble = null;
        this.definition = other;
        if (!other.position(Optional.of(this.committed())).equals(this.committed())) {
            goOnFrom(Optional.of(this.committed()));
        }
        this.rate.restart(System.nanoTime());
    }

    /** Forgets what is not acknowledged. */
    void goOnFrom(Optional<StreamPosition> stored) {
        this.standing = Standing.at(this.definition.position(stored));
        this.progress = new Progress(this.standing.committed());
    }

    /** Tells how far rows were sent and when the next one is due. */
    void moved(long lag, long due) {
        this.standing = new Standing(committed(), this.progress.rowsRead());
        this.lagNanos = lag;
        this.nextDue = due;
    }

    /** Has nothing more to send, be it for now. */
    void idle() {
        this.nextDue = NEVER;
        this.lagNanos = 0;
    }

    /**
     * All rows sent so far are acknowledged.
     * @return what was acknowledged since the last call
     */
    AcknowledgedCounts acknowledge() {
        AcknowledgedCounts done = this.progress.acknowledge(committed());
        this.standing = new Standing(this.progress.toStored(), this.progress.rowsRead());
        this.trouble = null;
        this.rate.add(System.nanoTime(), done.rows());
        return done;
    }

    void failed(String reason) {
        this.failure = reason;
        idle();
    }

    void waitsFor(String reason) {
        this.trouble = reason;
    }

    void waitsNoMore() {
        this.trouble = null;
    }

}

package io.sensorstreams.producer.definition;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.sensorstreams.producer.publish.StreamPosition;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a stream in {@code sensor-streams}: all that is wanted of it.
 *
 * @param spec what the user asked for
 * @param wanted whether it is to run
 * @param origin names the latest start from the beginning; a stored position with another
 * origin does not count
 * @param startedAt when it was last told to run, or null when never
 * @param continued how often it was started again behind the end of its source, since the
 * origin; null for never. An end that was stored before does not count
 * @param offset offset of the record that it was read from, or of the one that it is a
 * change of; {@value #NEW} when there was none
 */
public record StreamDefinition(StreamSpec spec, WantedState wanted, String origin, @Nullable Instant startedAt,
        @JsonInclude(Include.NON_NULL) @Nullable Long continued, @JsonIgnore long offset) {

    public static final long NEW = -1;

    public static StreamDefinition create(StreamSpec spec, Instant now) {
        StreamDefinition stopped = new StreamDefinition(spec, WantedState.STOPPED, newOrigin(), null, null, NEW);
        return spec.autoStart() ? stopped.started(now) : stopped;
    }

    private static String newOrigin() {
        return UUID.randomUUID().toString();
    }

    public String name() {
        return this.spec.name();
    }

    /** The same, as the record with this offset tells it. */
    public StreamDefinition at(long recordOffset) {
        return new StreamDefinition(this.spec, this.wanted, this.origin, this.startedAt, this.continued, recordOffset);
    }

    /** Told to run; a pause does not end what was started before. */
    public StreamDefinition started(Instant now) {
        boolean resumed = this.wanted == WantedState.PAUSED && this.startedAt != null;
        return new StreamDefinition(this.spec, WantedState.RUNNING, this.origin, resumed ? this.startedAt : now,
                this.continued, this.offset);
    }

    /** Told to run behind the end that its source had. */
    public StreamDefinition continued(Instant now) {
        return new StreamDefinition(this.spec, WantedState.RUNNING, this.origin, now, times(this.continued) + 1,
                this.offset);
    }

    private static long times(@Nullable Long continued) {
        return (continued != null) ? continued : 0;
    }

    public StreamDefinition stopped() {
        return new StreamDefinition(this.spec, WantedState.STOPPED, this.origin, this.startedAt, this.continued,
                this.offset);
    }

    public StreamDefinition paused() {
        return new StreamDefinition(this.spec, WantedState.PAUSED, this.origin, this.startedAt, this.continued,
                this.offset);
    }

    public StreamDefinition fromBeginning() {
        return new StreamDefinition(this.spec, this.wanted, newOrigin(), this.startedAt, null, this.offset);
    }

    /** Another spec, for the same position if that means the same row. */
    public StreamDefinition withSpec(StreamSpec other) {
        boolean samePosition = other.source().sameAs(this.spec.source());
        return new StreamDefinition(other, this.wanted, samePosition ? this.origin : newOrigin(), this.startedAt,
                samePosition ? this.continued : null, this.offset);
    }

    /** Whether nothing is another but the pace. */
    public boolean isSameButPace(StreamDefinition other) {
        return this.spec.withPace(other.spec.pace()).equals(other.spec) && this.wanted == other.wanted
                && this.origin.equals(other.origin) && Objects.equals(this.startedAt, other.startedAt)
                && Objects.equals(this.continued, other.continued);
    }

    /**
     * The position that counts: the stored one if it has this origin, else the beginning
     * of a run that was never used. The stored one is not the end any more when the
     * stream was started again behind it.
     */
    public StreamPosition position(Optional<StreamPosition> stored) {
        if (stored.isPresent() && stored.get().origin().equals(this.origin)) {
            StreamPosition position = stored.get();
            return (times(position.continued()) < times(this.continued)) ? position.continued(this.continued)
                    : position;
        }
        long run = stored.map((other) -> (other.rowsRead() > 0) ? other.run() + 1 : other.run()).orElse(1L);
        return new StreamPosition(name(), this.origin, this.spec.topic(), this.spec.source().fileName().orElse(null),
                run, 0, 0, 0, 0, 0, false, this.continued);
    }

    /**
     * What the stream does.
     * @param position where it stands
     * @param failed whether it cannot go on by itself
     */
    public StreamState stateAt(StreamPosition position, boolean failed) {
        if (isCompletedAt(position)) {
            return StreamState.COMPLETED;
        }
        return switch (this.wanted) {
            case STOPPED -> StreamState.STOPPED;
            case PAUSED -> StreamState.PAUSED;
            case RUNNING -> failed ? StreamState.FAILED : StreamState.RUNNING;
        };
    }

    private boolean isCompletedAt(StreamPosition position) {
        // A loop ends only where a pass has no row: at the position 0 of its run.
        boolean over = position.ended() && (!this.spec.source().loops() || position.row() == 0);
        return over || isAtLimit(position);
    }

    /** Whether as many rows were read as are wanted. */
    public boolean isAtLimit(StreamPosition position) {
        Long limit = this.spec.limit();
        return limit != null && position.rowsRead() >= limit;
    }

}

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
 * Definition of a stream, as it is stored in {@code sensor-streams}.
 *
 * @param origin identifies the latest start from the beginning; a stored position with
 * another origin is ignored
 * @param startedAt when the stream was last started, or null when never
 * @param continued how often the stream was started again after the end of its source,
 * since the origin; null for never. An end that was stored before the last such start is
 * ignored
 * @param offset offset of the record that the definition was read from or is a change of;
 * {@value #NEW} when there is none
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

    public StreamDefinition at(long recordOffset) {
        return new StreamDefinition(this.spec, this.wanted, this.origin, this.startedAt, this.continued, recordOffset);
    }

    /** A resumed stream keeps its time of start. */
    public StreamDefinition started(Instant now) {
        boolean resumed = this.wanted == WantedState.PAUSED && this.startedAt != null;
        return new StreamDefinition(this.spec, WantedState.RUNNING, this.origin, resumed ? this.startedAt : now,
                this.continued, this.offset);
    }

    /** Returns the definition for a start after the previous end of the source. */
    public StreamDefinition continued(Instant now) {
        return new StreamDefinition(this.spec, WantedState.RUNNING, this.origin, now, times(this.continued) + 1,
                this.offset);
    }

    private static long times(@Nullable Long continued) {
        return (continued != null) ? continued : 0;
    }

    public StreamDefinition stopped() {
        return wanted(WantedState.STOPPED);
    }

    public StreamDefinition paused() {
        return wanted(WantedState.PAUSED);
    }

    private StreamDefinition wanted(WantedState state) {
        return new StreamDefinition(this.spec, state, this.origin, this.startedAt, this.continued, this.offset);
    }

    public StreamDefinition fromBeginning() {
        return new StreamDefinition(this.spec, this.wanted, newOrigin(), this.startedAt, null, this.offset);
    }

    /** Keeps the origin if a position means the same row in both sources. */
    public StreamDefinition withSpec(StreamSpec other) {
        boolean samePosition = other.source().sameAs(this.spec.source());
        return new StreamDefinition(other, this.wanted, samePosition ? this.origin : newOrigin(), this.startedAt,
                samePosition ? this.continued : null, this.offset);
    }

    /**
     * Whether an open source of the other definition can be read on: only the pace and
     * the wanted state differ.
     */
    public boolean continuesRowsOf(StreamDefinition other) {
        return this.origin.equals(other.origin) && Objects.equals(this.continued, other.continued)
                && this.spec.withPace(other.spec.pace()).equals(other.spec);
    }

    /** Whether both definitions are equal, except for the pace and the offset. */
    public boolean isSameButPace(StreamDefinition other) {
        return continuesRowsOf(other) && this.wanted == other.wanted && Objects.equals(this.startedAt, other.startedAt);
    }

    /**
     * Returns the current position: the stored one if it has the same origin, otherwise
     * the beginning of an unused run. The mark of the end is removed when the stream was
     * started again after it.
     */
    public StreamPosition position(Optional<StreamPosition> stored) {
        if (stored.isPresent() && stored.get().origin().equals(this.origin)) {
            StreamPosition position = stored.get();
            return (times(position.continued()) < times(this.continued)) ? position.continued(this.continued)
                    : position;
        }
        long run = stored.map((other) -> (other.rowsRead() > 0) ? other.run() + 1 : other.run()).orElse(1L);
        return new StreamPosition(name(), this.origin, this.spec.topic(), this.spec.source().fileName().orElse(null),
                run, 0, 0, 0, 0, 0, false, this.continued, null);
    }

    /** A stream has failed when it cannot continue without an operator. */
    public StreamState stateAt(StreamPosition position, boolean failed) {
        // A loop ends only when a pass has no row, at position 0 of its run.
        boolean over = position.ended() && (!this.spec.source().loops() || position.row() == 0);
        // Such a stream fails at its limit, see RunningStream.
        if (over || (isAtLimit(position) && !position.hasOnlyRejections())) {
            return StreamState.COMPLETED;
        }
        return switch (this.wanted) {
            case STOPPED -> StreamState.STOPPED;
            case PAUSED -> StreamState.PAUSED;
            case RUNNING -> failed ? StreamState.FAILED : StreamState.RUNNING;
        };
    }

    public boolean isAtLimit(StreamPosition position) {
        Long limit = this.spec.limit();
        return limit != null && position.rowsRead() >= limit;
    }

}

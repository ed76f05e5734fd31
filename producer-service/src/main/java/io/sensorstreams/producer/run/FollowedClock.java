package io.sensorstreams.producer.run;

import java.util.Optional;

import io.sensorstreams.producer.clock.ClockLine;
import io.sensorstreams.producer.clock.ClockTime;
import io.sensorstreams.producer.clock.ClockTopic;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.pace.Schedule;
import io.sensorstreams.producer.publish.ClockMark;
import io.sensorstreams.producer.range.EventRange;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import org.jspecify.annotations.Nullable;

/**
 * Determines what the clock of a stream means for its position: where a stream that joins
 * a clock begins, and what a seek does to it. Its methods are called by the owner of the
 * stream.
 */
final class FollowedClock {

    private final ClockTopic clocks;

    FollowedClock(ClockTopic clocks) {
        this.clocks = clocks;
    }

    static Optional<String> nameOf(SensorStream stream) {
        return stream.definition().spec().pace().clockName();
    }

    /**
     * Checks that the rows of a stream with a clock run forward, as clocks do.
     * @throws SourceException when they run backwards as a whole
     */
    static void checkOrder(StreamSpec spec, Rows rows) throws SourceException {
        if (spec.pace().clockName().isPresent() && rows.isNewestFirst()) {
            throw new SourceException(spec.source().fileName().orElse("source")
                    + ": its newest rows are read first, but a clock runs forward; set the other source.order");
        }
    }

    /**
     * Whether an open source must be opened again for another pace: the opener checks
     * that there are times, and the end of a clock is the end of its rows.
     */
    static boolean opensAgain(StreamDefinition before, StreamDefinition after) {
        Pace pace = after.spec().pace();
        Pace other = before.spec().pace();
        return (pace.needsTimes() && !other.needsTimes()) || !pace.clockName().equals(other.clockName());
    }

    /** The clock of a stream that is not known; empty when it is, or there is none. */
    Optional<String> missing(SensorStream stream) {
        return nameOf(stream).filter((name) -> this.clocks.find(name).isEmpty());
    }

    /**
     * Adopts the last seek of the stream's clock. After a seek to a time that the stream
     * has passed, the stream continues with a new run. After one to a later time, it
     * passes the rows before it without sending them. A stream that joins the clock keeps
     * its position.
     * @return whether the source must be opened again
     */
    boolean adopt(SensorStream stream) {
        ClockTime clock = nameOf(stream).flatMap(this.clocks::find).orElse(null);
        if (clock == null) {
            return false;
        }
        boolean elsewhere = adopt(stream.progress(), clock.definition().origin(), clock.lineAt(System.nanoTime()));
        if (elsewhere) {
            // The clock would pass over the rows before it, see ClockGaps.
            stream.reached(Rows.NO_EVENT_TIME);
        }
        return elsewhere || stream.openedUntil() != clock.definition().spec().end();
    }

    private static boolean adopt(Progress progress, String origin, ClockLine line) {
        ClockMark mark = progress.clock();
        boolean atBeginning = progress.position().row() == 0;
        if (mark == null || !mark.origin().equals(origin)) {
            progress.follow(new ClockMark(origin, line.seek(), null, (mark != null) ? mark.skipped() : 0));
            return atBeginning;
        }
        if (mark.seek() == line.seek()) {
            return false;
        }
        Long last = mark.last();
        if (!atBeginning && last != null && last < line.start()) {
            progress.follow(new ClockMark(origin, line.seek(), last, mark.skipped()));
            return false;
        }
        if (!atBeginning || progress.isEnded()) {
            progress.nextRun();
        }
        progress.follow(new ClockMark(origin, line.seek(), null, mark.skipped()));
        return true;
    }

    /** Whether the stream has not adopted the last seek of its clock. */
    boolean isSought(SensorStream stream) {
        ClockMark mark = stream.progress().clock();
        return nameOf(stream).flatMap(this.clocks::find)
            .filter((clock) -> mark == null || !mark.origin().equals(clock.definition().origin())
                    || mark.seek() != clock.lineAt(System.nanoTime()).seek())
            .isPresent();
    }

    /** Whether the clock of an open source has another end now. */
    boolean hasOtherEnd(SensorStream stream) {
        return nameOf(stream).flatMap(this.clocks::find)
            .filter((clock) -> stream.openedUntil() != clock.definition().spec().end())
            .isPresent();
    }

    /**
     * Begins to open the source of a stream.
     * @return the event times that it is opened for
     */
    EventRange open(SensorStream stream) {
        adopt(stream);
        ClockTime clock = nameOf(stream).flatMap(this.clocks::find).orElse(null);
        if (clock == null) {
            stream.opensUntil(EventRange.ALL.to());
            return EventRange.ALL;
        }
        stream.reached(Rows.NO_EVENT_TIME);
        boolean atBeginning = stream.progress().position().row() == 0;
        long from = atBeginning ? clock.lineAt(System.nanoTime()).start() : Long.MIN_VALUE;
        EventRange range = new EventRange(from, clock.definition().spec().end());
        stream.opensUntil(range.to());
        return range;
    }

    /** The schedule by the clock of a stream; null when it has none. */
    @Nullable Schedule schedule(SensorStream stream) {
        String name = nameOf(stream).orElse(null);
        if (name == null) {
            return null;
        }
        return this.clocks.schedule(name,
                this.clocks.find(name)
                    .map((clock) -> clock.lineAt(System.nanoTime()))
                    .orElseThrow(() -> new IllegalStateException("There is no clock '" + name + "'")));
    }

}

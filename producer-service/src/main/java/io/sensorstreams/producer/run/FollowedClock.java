package io.sensorstreams.producer.run;

import java.util.Optional;

import io.sensorstreams.producer.clock.ClockLine;
import io.sensorstreams.producer.clock.ClockTime;
import io.sensorstreams.producer.clock.ClockTopic;
import io.sensorstreams.producer.definition.StreamSpec;
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
        return clock != null && adopt(stream.progress(), clock.definition().origin(), clock.lineAt(System.nanoTime()));
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

    /** The event times that the source of a stream is opened for. */
    EventRange range(SensorStream stream) {
        ClockTime clock = nameOf(stream).flatMap(this.clocks::find).orElse(null);
        if (clock == null) {
            return EventRange.ALL;
        }
        boolean atBeginning = stream.progress().position().row() == 0;
        long from = atBeginning ? clock.lineAt(System.nanoTime()).start() : Long.MIN_VALUE;
        return new EventRange(from, clock.definition().spec().end());
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

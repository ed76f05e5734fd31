package io.sensorstreams.producer.run;

import java.io.IOException;
import java.util.OptionalLong;

import io.sensorstreams.producer.publish.ClockMark;
import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.row.FaultCount;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.FilePlace;
import io.sensorstreams.producer.row.FilePlace;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rejection;
import io.sensorstreams.producer.row.RowFault;
import io.sensorstreams.producer.row.RowFaults;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * Tracks how far a stream has read, including rows that are not acknowledged yet.
 * Mutable, because it changes with every row. Owned by the thread of the stream's runner.
 */
final class Progress {

    /**
     * @param bytes bytes of keys and values
     * @param rejected rejected rows, dead letters included
     * @param firstFaults faults whose first row is among the rows
     */
    record AcknowledgedCounts(long rows, long bytes, long rejected, long deadLetters, long untimed, long unkeyed,
            RowFaults firstFaults) {

    }

    private final StreamPosition from;

    private long run;

    private Position position;

    private @Nullable FileIdentity seen;

    private long rowsRead;

    private long rowsSent;

    private long rowsRejected;

    private boolean ended;

    private final FaultCount rejections;

    private final FaultCount untimed;

    private final FaultCount unkeyed;

    private @Nullable ClockMark clock;

    private long reached = Rows.NO_EVENT_TIME;

    private long bytesSent;

    private long deadLetters;

    /** The faults are those of the rows before the position. */
    Progress(StreamPosition from, RowFaults faults) {
        this.from = from;
        this.run = from.run();
        this.position = from.inSource();
        this.seen = from.seen();
        this.rowsRead = from.rowsRead();
        this.rowsSent = from.rowsSent();
        this.rowsRejected = from.rowsRejected();
        this.ended = from.ended();
        follow(from.clock());
        this.rejections = new FaultCount(faults.rejected());
        this.untimed = new FaultCount(faults.untimed());
        this.unkeyed = new FaultCount(faults.unkeyed());
    }

    long run() {
        return this.run;
    }

    /** Where reading continues; its row is the number of the next row. */
    Position position() {
        return this.position;
    }

    /** Where a source that is opened again continues. */
    Position inSource() {
        return new Position(this.position.row(), this.position.bytes(), this.seen, this.position.place());
    }

    /** Moves within a source of many files, without a row. */
    void moved(Position next) {
        this.position = next;
        if (next.bytes() == 0) {
            // Nothing is known of a file that was not read yet.
            this.seen = null;
        }
    }

    /** Keeps what is known of the file at the position. */
    void seen(@Nullable FileIdentity identity) {
        this.seen = identity;
    }

    long rowsRead() {
        return this.rowsRead;
    }

    /**
     * Called at the end of a pass and at the limit.
     * @throws SourceException when rows were read and all of them were rejected, in all
     * passes
     */
    void checkSent(Source source) throws SourceException {
        if (toStored().hasOnlyRejections()) {
            RowFault first = faults().rejected();
            throw new SourceException(
                    source.fileName().orElse("source") + ": every row was rejected, " + this.rowsRejected + " in all"
                            + ((first != null) ? ", the first" + inLine(first) + ": " + first.reason() : "")
                            + "; correct the file or the settings of the source, then start the stream from the "
                            + "beginning");
        }
    }

    private static String inLine(RowFault fault) {
        return (fault.line() != null) ? " in line " + fault.line() : "";
    }

    /** Counts a row that was sent without its station, or without a readable time. */
    void countFaults(Rows rows, boolean noStation, boolean noTime) {
        if (noStation && !isCounted(this.unkeyed)) {
            this.unkeyed.addFirst(line(rows), inFile(rows.stationFault()));
        }
        if (noTime && !isCounted(this.untimed)) {
            this.untimed.addFirst(line(rows), inFile(rows.timeFault()));
        }
    }

    /** Of many files, names the one that the row is in. */
    private String inFile(String fault) {
        FilePlace place = this.position.place();
        return (place != null) ? place.file() + ": " + fault : fault;
    }

    /** Counts a row that is not the first. */
    private static boolean isCounted(FaultCount fault) {
        if (fault.rows() == 0) {
            return false;
        }
        fault.add();
        return true;
    }

    private static @Nullable Long line(Rows rows) {
        try {
            OptionalLong line = rows.line(Rows.FAR);
            return line.isPresent() ? (Long) line.getAsLong() : null;
        }
        catch (IOException e) {
            // The file may be deleted while it is read.
            return null;
        }
    }

    RowFaults faults() {
        return new RowFaults(this.rejections.toStored(), this.untimed.toStored(), this.unkeyed.toStored());
    }

    void sent(Position next, int bytes) {
        this.position = next;
        this.rowsRead++;
        this.rowsSent++;
        this.bytesSent += bytes;
    }

    /** How far the stream has followed its clock; null when it has none. */
    @Nullable ClockMark clock() {
        ClockMark mark = this.clock;
        return (mark != null) ? new ClockMark(mark.origin(), mark.seek(),
                (this.reached != Rows.NO_EVENT_TIME) ? (Long) this.reached : null, mark.skipped()) : null;
    }

    /** Continues with another seek of the clock, or with another clock. */
    final void follow(@Nullable ClockMark mark) {
        this.clock = mark;
        this.reached = (mark != null && mark.last() != null) ? mark.last() : Rows.NO_EVENT_TIME;
    }

    /** Keeps the latest event time that was passed, or {@link Rows#NO_EVENT_TIME}. */
    void reached(long eventTimeMillis) {
        this.reached = Math.max(this.reached, eventTimeMillis);
    }

    /**
     * The row was read and is not sent, because it lies before the start of the clock.
     */
    void skipped(Position next) {
        this.position = next;
        this.rowsRead++;
        ClockMark mark = this.clock;
        if (mark != null) {
            this.clock = new ClockMark(mark.origin(), mark.seek(), mark.last(), mark.skipped() + 1);
        }
    }

    void rejected(Position next, Rejection rejection) {
        this.position = next;
        this.rowsRead++;
        this.rowsRejected++;
        if (this.rejections.rows() == 0) {
            this.rejections.addFirst(rejection.line(), inFile(rejection.reason()));
        }
        else {
            this.rejections.add();
        }
    }

    void deadLetter(Position next, Rejection rejection) {
        rejected(next, rejection);
        this.deadLetters++;
    }

    boolean isEnded() {
        return this.ended;
    }

    void end() {
        this.ended = true;
    }

    void nextRun() {
        this.run++;
        this.position = Position.BEGINNING;
        this.seen = null;
        this.ended = false;
    }

    /** Returns what was acknowledged since the last call. */
    AcknowledgedCounts acknowledge(StreamPosition before, RowFaults faultsBefore) {
        AcknowledgedCounts done = new AcknowledgedCounts(this.rowsSent - before.rowsSent(), this.bytesSent,
                this.rowsRejected - before.rowsRejected(), this.deadLetters,
                this.untimed.rows() - rows(faultsBefore.untimed()), this.unkeyed.rows() - rows(faultsBefore.unkeyed()),
                faults().newSince(faultsBefore));
        this.bytesSent = 0;
        this.deadLetters = 0;
        return done;
    }

    private static long rows(@Nullable RowFault fault) {
        return (fault != null) ? fault.rows() : 0;
    }

    StreamPosition toStored() {
        FilePlace place = this.position.place();
        return new StreamPosition(this.from.stream(), this.from.origin(), this.from.topic(),
                (place != null) ? place.file() : this.from.file(), this.run, this.position.row(), this.position.bytes(),
                this.rowsRead, this.rowsSent, this.rowsRejected, this.ended, this.from.continued(), this.seen, clock(),
                place);
    }

}

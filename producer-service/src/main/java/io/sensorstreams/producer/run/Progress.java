package io.sensorstreams.producer.run;

import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Position;
import org.jspecify.annotations.Nullable;

/**
 * Tracks how far a stream has read, including rows that are not acknowledged yet.
 * Mutable, because it changes with every row. Owned by the thread of the stream's runner.
 */
final class Progress {

    /**
     * @param bytes bytes of keys and values
     * @param rejected rejected rows, dead letters included
     */
    record AcknowledgedCounts(long rows, long bytes, long rejected, long deadLetters) {

    }

    private final StreamPosition from;

    private long run;

    private Position position;

    private @Nullable FileIdentity seen;

    private long rowsRead;

    private long rowsSent;

    private long rowsRejected;

    private boolean ended;

    private long bytesSent;

    private long deadLetters;

    Progress(StreamPosition from) {
        this.from = from;
        this.run = from.run();
        this.position = from.inSource();
        this.seen = from.seen();
        this.rowsRead = from.rowsRead();
        this.rowsSent = from.rowsSent();
        this.rowsRejected = from.rowsRejected();
        this.ended = from.ended();
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
        return new Position(this.position.row(), this.position.bytes(), this.seen);
    }

    /** Keeps what is known of the file at the position. */
    void seen(@Nullable FileIdentity identity) {
        this.seen = identity;
    }

    long rowsRead() {
        return this.rowsRead;
    }

    void sent(Position next, int bytes) {
        this.position = next;
        this.rowsRead++;
        this.rowsSent++;
        this.bytesSent += bytes;
    }

    void rejected(Position next) {
        this.position = next;
        this.rowsRead++;
        this.rowsRejected++;
    }

    void deadLetter(Position next) {
        rejected(next);
        this.deadLetters++;
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
    AcknowledgedCounts acknowledge(StreamPosition before) {
        AcknowledgedCounts done = new AcknowledgedCounts(this.rowsSent - before.rowsSent(), this.bytesSent,
                this.rowsRejected - before.rowsRejected(), this.deadLetters);
        this.bytesSent = 0;
        this.deadLetters = 0;
        return done;
    }

    StreamPosition toStored() {
        return new StreamPosition(this.from.stream(), this.from.origin(), this.from.topic(), this.from.file(), this.run,
                this.position.row(), this.position.bytes(), this.rowsRead, this.rowsSent, this.rowsRejected, this.ended,
                this.from.continued(), this.seen);
    }

}

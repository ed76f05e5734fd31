package io.sensorstreams.producer.run;

import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.row.Position;

/**
 * How far a stream has come, not yet acknowledged rows included. Owned by the stream's
 * runner; mutable, because it moves with every row.
 */
final class Progress {

    private final StreamPosition from;

    private long run;

    private Position position;

    private long rowsRead;

    private long rowsSent;

    private long rowsRejected;

    private boolean ended;

    private long bytesSent;

    private long deadLetters;

    /** Starts at a stored position. */
    Progress(StreamPosition from) {
        this.from = from;
        this.run = from.run();
        this.position = new Position(from.row(), from.bytes());
        this.rowsRead = from.rowsRead();
        this.rowsSent = from.rowsSent();
        this.rowsRejected = from.rowsRejected();
        this.ended = from.ended();
    }

    long run() {
        return this.run;
    }

    /** Where the source goes on, which is also the number of its next row. */
    Position position() {
        return this.position;
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

    /** Nothing is behind the last row. */
    void end() {
        this.ended = true;
    }

    /** The source begins again. */
    void nextRun() {
        this.run++;
        this.position = Position.BEGINNING;
        this.ended = false;
    }

    /** What has been done since the last call. */
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
                this.from.continued());
    }

}

package io.sensorstreams.producer.run;

import java.io.IOException;
import java.util.function.Consumer;

import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.object.TextArrival;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.pace.Schedule;
import io.sensorstreams.producer.publish.Partitioning;
import io.sensorstreams.producer.publish.RecordLimit;
import io.sensorstreams.producer.publish.RowRecords;
import io.sensorstreams.producer.row.Rejection;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.run.StreamOpener.OpenedSource;
import io.sensorstreams.producer.source.DirectorySource;
import io.sensorstreams.producer.source.OnBadRow;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A stream with an open source, positioned on the next row to send. Owned by the thread
 * of the stream's runner.
 */
final class RunningStream {

    /** Rows sent before the other streams get their turn. */
    private static final int SLICE = 512;

    private final SensorStream stream;

    private final Progress progress;

    private final StreamSpec spec;

    private final OpenedSource opened;

    private final Rows rows;

    private final TextArrival arrival;

    private final RowRecords records;

    private final Consumer<ProducerRecord<byte[], byte[]>> sender;

    private final RecordLimit limit;

    private Schedule schedule;

    /** Whether the rows of a file need a station as their key. */
    private final boolean keyed;

    private boolean paced;

    /** Whether the pace depends on the times of rows; parsing them takes time. */
    private boolean timed;

    /** Whether the current row has no time although the pace depends on it. */
    private boolean untimed;

    /** Event time of the current row, if the pace depends on it. */
    private long time = Rows.NO_EVENT_TIME;

    private Rows.Step step = Rows.Step.END;

    private boolean passOver;

    private boolean over;

    private boolean fileOver;

    private long due;

    private long turn;

    private long uncommittedDue;

    private boolean uncommitted;

    private long lag;

    /**
     * {@link #begin} moves to the first row of the source, which is open at the progress.
     */
    RunningStream(SensorStream stream, OpenedSource opened, Consumer<ProducerRecord<byte[], byte[]>> sender,
            Schedule schedule, RecordLimit limit) {
        this.limit = limit;
        this.stream = stream;
        this.progress = stream.progress();
        this.spec = stream.definition().spec();
        this.opened = opened;
        this.rows = opened.rows();
        this.arrival = new TextArrival(this.rows);
        this.records = new RowRecords(this.spec.topic(), opened.partitions(), this.spec.partitioning(), stream.name(),
                this.progress.run(), limit);
        this.sender = sender;
        this.schedule = schedule;
        this.keyed = this.spec.partitioning() == Partitioning.STATION && this.spec.source().hasFiles();
        adoptPace();
    }

    private void adoptPace() {
        this.paced = !(this.stream.definition().spec().pace() instanceof Pace.Unlimited);
        this.timed = this.stream.definition().spec().pace().needsTimes();
        this.untimed = false;
        this.schedule.newestFirst(this.rows.isNewestFirst());
    }

    Schedule schedule() {
        return this.schedule;
    }

    /** When the stream sends next; orders the streams of a runner. */
    long turn() {
        return this.turn;
    }

    boolean isOver() {
        return this.over;
    }

    /** Whether the pass is over and the source must be reopened for the next one. */
    boolean isPassOver() {
        return this.passOver;
    }

    /** Whether the file is over and the next one must be opened. */
    boolean isFileOver() {
        return this.fileOver;
    }

    /** Whether the stream waits for rows of a file that grows; it calls {@link #look}. */
    boolean isWaiting() {
        return this.step == Rows.Step.WAITING && !this.over;
    }

    TextArrival arrival() {
        return this.arrival;
    }

    /** When the first unacknowledged row was or is due. */
    long firstOpenDue() {
        return this.uncommitted ? this.uncommittedDue : this.due;
    }

    void acknowledged() {
        this.uncommitted = false;
    }

    void begin(long now) throws IOException {
        if (this.spec.source() instanceof DirectorySource) {
            this.progress.moved(this.rows.position());
        }
        look(now);
    }

    void look(long now) throws IOException {
        this.due = now;
        moveOn();
        this.turn = this.due;
        tellMoved();
    }

    void repace(Schedule other, long now) {
        this.schedule = other;
        adoptPace();
        this.due = now;
        if (this.step == Rows.Step.ROW) {
            this.due = other.nextDue(timeForPace());
        }
        this.turn = this.due;
        this.lag = 0;
        tellMoved();
    }

    /** Event time of the current row, if the pace depends on it. */
    private long timeForPace() {
        boolean needed = this.timed || this.spec.source().ranged();
        long read = needed ? this.rows.eventTimeMillis() : Rows.NO_EVENT_TIME;
        this.untimed = needed && read == Rows.NO_EVENT_TIME;
        this.time = this.timed ? read : Rows.NO_EVENT_TIME;
        return this.time;
    }

    /** Sends rows that are due, at most one slice. */
    void advance(long now) throws IOException {
        try {
            sendDue(now);
        }
        finally {
            this.progress.seen(this.rows.identity(this.progress.position()));
        }
        // A stream with more rows to send queues after the other streams that are due.
        this.turn = (this.due - now <= 0) ? now : this.due;
        tellMoved();
    }

    private void sendDue(long now) throws IOException {
        for (int sent = 0; sent < SLICE && this.due - now <= 0 && !this.over && !this.passOver
                && !this.fileOver; sent++) {
            send(now);
            moveOn();
            if (this.step == Rows.Step.NOT_YET || this.step == Rows.Step.WAITING) {
                // Skipping text without rows takes time, too.
                return;
            }
        }
    }

    private void tellMoved() {
        this.stream.moved(this.lag, (this.paced && !isWaiting()) ? this.due : SensorStream.NEVER);
        if (this.step == Rows.Step.ROW) {
            this.stream.reached(this.rows.eventTimeMillis());
        }
    }

    private void send(long now) throws IOException {
        if (this.step == Rows.Step.NOT_YET) {
            return;
        }
        this.progress.reached(this.time);
        if (this.schedule.isSkipped()) {
            this.progress.skipped(this.rows.position());
            return;
        }
        if (!this.uncommitted) {
            this.uncommitted = true;
            this.uncommittedDue = this.due;
        }
        if (this.step == Rows.Step.ROW) {
            byte[] station = this.rows.station();
            byte[] value = this.rows.value();
            int excess = this.limit.excess(station, value);
            if (excess > 0 && this.spec.source().onBadRow() != OnBadRow.FAIL) {
                reject(this.limit.tooLarge(this.rows.rejection(), excess));
                return;
            }
            this.sender.accept(this.records.row(this.progress.position().row(), station, value));
            this.progress.sent(this.rows.position(), value.length + ((station != null) ? station.length : 0));
            this.progress.countFaults(this.rows, station == null && this.keyed, this.untimed);
            this.lag = this.paced ? now - this.due : 0;
        }
        else {
            reject(this.rows.rejection());
        }
    }

    private void reject(Rejection rejection) throws SourceException {
        switch (this.spec.source().onBadRow()) {
            case FAIL ->
                throw new SourceException(rejection.file() + " " + rejection.where() + ": " + rejection.reason());
            case DEAD_LETTER -> {
                this.sender.accept(this.records.deadLetter(this.progress.position().row(), rejection));
                this.progress.deadLetter(this.rows.position(), rejection);
            }
            case SKIP -> this.progress.rejected(this.rows.position(), rejection);
        }
    }

    private void moveOn() throws IOException {
        Long limit = this.spec.limit();
        if (limit != null && this.progress.rowsRead() >= limit) {
            this.progress.checkSent(this.spec.source());
            this.over = true;
            return;
        }
        this.step = this.arrival.next();
        if (this.step == Rows.Step.END) {
            endPass();
        }
        else if (this.step == Rows.Step.FILE_END) {
            this.fileOver = true;
            this.progress.moved(this.rows.position());
            this.progress.seen(this.rows.identity(this.progress.position()));
        }
        else if (this.step == Rows.Step.WAITING) {
            this.due = this.arrival.nextLook();
        }
        else if (this.paced && this.step == Rows.Step.ROW) {
            this.due = this.schedule.nextDue(timeForPace());
        }
    }

    private void endPass() throws SourceException {
        this.progress.checkSent(this.spec.source());
        // A pass without rows would be repeated immediately and forever.
        if (this.spec.source().loops() && this.progress.position().row() > 0) {
            this.passOver = true;
        }
        else {
            this.progress.end();
            this.over = true;
        }
    }

    void close() {
        this.opened.close();
    }

}

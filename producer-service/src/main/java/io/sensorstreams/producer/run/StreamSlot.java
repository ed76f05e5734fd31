package io.sensorstreams.producer.run;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.definition.WantedState;
import io.sensorstreams.producer.publish.StreamStatus;
import io.sensorstreams.producer.publish.TopicRefusedException;
import io.sensorstreams.producer.row.FilesReport;
import io.sensorstreams.producer.run.Progress.AcknowledgedCounts;
import io.sensorstreams.producer.source.DirectorySource;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Holds one stream of a partition: what other threads see of it, the
 * {@linkplain SlotState state of its source}, and what the next commit stores of it.
 * Owned by the thread of the partition's runner.
 */
final class StreamSlot {

    private final SensorStream stream;

    private final SlotOpener.Slots slots;

    private final SlotCommit commit;

    /** Added by the client's thread. */
    private final Refusals refusals = new Refusals();

    private SlotState state = new SlotState.Closed();

    private long turn;

    private boolean queued;

    StreamSlot(SensorStream stream, SlotOpener.Slots slots) {
        this.stream = stream;
        this.slots = slots;
        this.commit = new SlotCommit(this, stream, slots.uncommitted());
    }

    SensorStream stream() {
        return this.stream;
    }

    /** When the stream sends next. Does not change while the slot waits for its turn. */
    long turn() {
        return this.turn;
    }

    boolean isIn(SlotState expected) {
        return expected.equals(this.state);
    }

    /** Lets the stream send if it is in state RUNNING. The publisher is open. */
    void run() {
        if (this.stream.state() == StreamState.RUNNING) {
            SlotState before = this.state;
            this.state = before.run(this, this.slots.opener());
            if (!isIn(before)) {
                this.state.source().ifPresent(this::resume);
            }
        }
    }

    /** Continues with a source that stayed open, at the pace of the definition. */
    private void resume(RunningStream rows) {
        if (this.slots.opener().adoptClock(this, this.commit::storeRows)) {
            runAgain();
            return;
        }
        long now = System.nanoTime();
        rows.repace(this.slots.opener().schedule(this, now, now), now);
        this.commit.resumed();
        awaitTurn(rows);
    }

    /** Follows a change of the clock. The stream has no uncommitted rows. */
    void followClock() {
        if (!this.stream.isCalled()) {
            return;
        }
        if (this.state.source().isPresent()) {
            leaveTurns();
            this.state = this.state.hold();
            run();
        }
        else if (isIn(new SlotState.Closed())) {
            this.slots.opener().adoptClock(this, this.commit::storeRows);
            this.state = new SlotState.Storing();
            this.slots.opener().later(() -> this.state.stored(this));
        }
    }

    void waitFor(@Nullable String reason) {
        this.stream.waitsFor(reason);
        this.commit.store();
    }

    /** Opens the source again, after Kafka did not answer when its topic was prepared. */
    void runAgain() {
        this.state = this.state.close();
        run();
    }

    /** Sends from a source that was opened now. */
    void opened(SlotState.Open open, long now) {
        this.state = open;
        if (this.stream.definition().spec().source() instanceof DirectorySource) {
            this.commit.storeRows();
        }
        try {
            open.rows().begin(now);
            this.commit.opened();
            continueWith(open.rows());
        }
        catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void awaitTurn(RunningStream rows) {
        this.turn = rows.turn();
        this.queued = this.slots.turns().add(this);
    }

    private void leaveTurns() {
        if (this.queued) {
            this.queued = false;
            this.slots.turns().remove(this);
        }
    }

    /**
     * Called when the turn has come and the slot was removed from the queue.
     * @throws KafkaException when Kafka failed; the transaction is void
     */
    void send(long now) {
        this.queued = false;
        RunningStream rows = this.state.rows(this.stream.name());
        try {
            if (rows.isWaiting()) {
                boolean late = rows.arrival().isLate();
                rows.look(now);
                rows.arrival().news().ifPresent((news) -> waitFor(news.isEmpty() ? null : news));
                if (!rows.isWaiting() && !late) {
                    rows.repace(this.slots.opener().schedule(this, now, now), now);
                }
            }
            else {
                this.commit.storeRows();
                rows.advance(now);
            }
            continueWith(rows);
        }
        catch (KafkaException e) {
            throw e;
        }
        catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void continueWith(RunningStream rows) {
        if (rows.isPassOver()) {
            this.stream.progress().nextRun();
            this.stream.idle();
            this.state = this.slots.opener().reopen(this, rows);
        }
        else if (rows.isOver()) {
            this.commit.storeRows();
            close();
        }
        else if (rows.isFileOver()) {
            // The next file is opened after the commit, see acknowledge.
            this.commit.storeRows();
            this.stream.idle();
        }
        else {
            awaitTurn(rows);
        }
    }

    private void close() {
        leaveTurns();
        this.state = this.state.close();
        this.stream.idle();
    }

    /** Called on the client's thread. */
    void refused(Exception failure) {
        this.refusals.add(this.stream.definition().spec().topic(), failure);
    }

    /**
     * Fails the stream when it has no uncommitted rows, unless the object store failed.
     */
    void fail(Throwable cause) {
        StoreException store = StoreException.passing(cause);
        if (store != null) {
            close();
            this.state = this.slots.opener().openAgain(this, store);
            return;
        }
        boolean known = cause instanceof IOException || cause instanceof TopicRefusedException;
        fail(known ? String.valueOf(cause.getMessage()) : cause.toString(), known ? null : cause);
    }

    private void fail(String reason, @Nullable Throwable unexpected) {
        close();
        Refusals.log(this.stream, reason, unexpected);
        this.commit.fail(reason);
    }

    /** The stream has no uncommitted rows; {@link #run} follows. */
    void define(StreamDefinition definition) {
        StreamDefinition before = this.stream.definition();
        boolean sameSource = definition.continuesRowsOf(before) && !FollowedClock.opensAgain(before, definition);
        leaveTurns();
        this.state = this.state.hold();
        this.stream.define(definition);
        this.stream.idle();
        if (!sameSource || definition.wanted() == WantedState.STOPPED) {
            close();
        }
        if (this.stream.state() == StreamState.FAILED) {
            // The stored failure belongs to the old definition.
            this.commit.store();
        }
    }

    /** Ends the stream, which has no uncommitted rows. */
    void delete() {
        close();
        this.commit.remove();
    }

    StreamStatus status(Instant now) {
        return this.commit.status(now);
    }

    /** Called after the commit; empty if it had no rows of the stream. */
    Optional<AcknowledgedCounts> acknowledge() {
        Optional<AcknowledgedCounts> acknowledged = this.commit.acknowledge();
        acknowledged.flatMap((any) -> this.state.source()).ifPresent(this::acknowledged);
        return acknowledged;
    }

    private void acknowledged(RunningStream rows) {
        rows.acknowledged();
        if (rows.isFileOver()) {
            this.state = this.slots.opener().openNext(this, rows);
        }
    }

    /** Keeps what a stream of many files finds, unless it has moved on. */
    void tell(FilesReport files) {
        if (!(this.state instanceof SlotState.Closed) && this.stream.tell(files)) {
            this.commit.store();
        }
    }

    /** The publisher is open; the status is the one that other replicas read. */
    void begin(Optional<StreamStatus> stored) {
        this.refusals.take();
        this.stream.waitsFor(null);
        if (!this.stream.isToldBy(stored)) {
            this.commit.store();
        }
        run();
    }

    /**
     * Closes the source until {@link #begin}. No slot has a turn, and none is
     * uncommitted.
     * @return whether the stream fails, because Kafka refuses a row permanently
     */
    boolean suspend(String reason) {
        this.state = this.state.suspend();
        this.queued = false;
        this.stream.idle();
        this.commit.forget();
        String refused = this.refusals.take();
        if (refused != null) {
            fail(refused, null);
        }
        if (this.stream.state() == StreamState.RUNNING) {
            this.stream.waitsFor(reason);
        }
        return refused != null;
    }

}

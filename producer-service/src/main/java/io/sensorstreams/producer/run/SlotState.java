package io.sensorstreams.producer.run;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

import io.sensorstreams.producer.pace.Schedule;
import io.sensorstreams.producer.run.StreamOpener.OpenedSource;

/**
 * State of the source of a {@link StreamSlot}. Each state has only the moves that are
 * legal in it:
 *
 * <pre>
 *          run              opened            hold
 * Closed ------> Opening ----------> Open -----------> Open, paused
 *                ^  ^  |             |  | ^              |
 *                |  |  | next try    |  | |     run      |
 *                |  +--+             |  | +--------------+
 *                |  ^   next pass    |  | suspend
 *                |  +----------------+  v
 *                |          run      Suspended
 *                +----------------------+
 * </pre>
 *
 * Every state moves to {@link Closed} when the stream ends, fails, is stopped or deleted,
 * or gets other rows. {@link #hold} and {@link #suspend} lead to {@link Closed} as well
 * where they have no arrow; a suspended state stays suspended.
 */
sealed interface SlotState {

    /**
     * Lets the stream send; called when the publisher is open. The slot continues with
     * the rows of a source that is open then.
     */
    default SlotState run(StreamSlot slot, SlotOpener opener) {
        return this;
    }

    /** Ends the turns, because the definition changes. An open source stays open. */
    default SlotState hold() {
        return close();
    }

    /** Ends the turns and closes the source until Kafka answers. */
    default SlotState suspend() {
        return close();
    }

    default Closed close() {
        return new Closed();
    }

    /** The commit after {@link Storing} is over. */
    default void stored(StreamSlot slot) {
    }

    default Optional<RunningStream> source() {
        return Optional.empty();
    }

    /** The rows of an open source. */
    default RunningStream rows(String stream) {
        return source().orElseThrow(() -> new IllegalStateException(
                "Stream '%s' has a turn in state %s, expected Open".formatted(stream, this)));
    }

    /** There is no source: the stream does not run, or the publisher is closed. */
    record Closed() implements SlotState {

        @Override
        public SlotState run(StreamSlot slot, SlotOpener opener) {
            return opener.open(slot);
        }

    }

    /**
     * There is no source, and the stream runs after the next commit, in which a seek of
     * its clock may begin a new run.
     */
    record Storing() implements SlotState {

        @Override
        public void stored(StreamSlot slot) {
            slot.runAgain();
        }

    }

    /**
     * Another thread opens the source, perhaps after a pause. If the slot moves on
     * before, the source is closed as soon as it is open.
     *
     * @param schedule creates the schedule of the rows when the source is open
     */
    record Opening(CompletableFuture<OpenedSource> result, LongFunction<Schedule> schedule) implements SlotState {

        @Override
        public Closed close() {
            StreamOpener.abandon(this.result);
            return new Closed();
        }

    }

    /** The source is open; a paused stream has no turns. */
    record Open(RunningStream rows, boolean paused) implements SlotState {

        @Override
        public SlotState run(StreamSlot slot, SlotOpener opener) {
            return new Open(this.rows, false);
        }

        @Override
        public SlotState hold() {
            return new Open(this.rows, true);
        }

        @Override
        public SlotState suspend() {
            Closed closed = close();
            return this.paused ? closed : new Suspended(this.rows.firstOpenDue());
        }

        @Override
        public Closed close() {
            this.rows.close();
            return new Closed();
        }

        @Override
        public Optional<RunningStream> source() {
            return Optional.of(this.rows);
        }

    }

    /**
     * Kafka failed while the source was open. The rows since the last commit are sent
     * again.
     *
     * @param due when the first of them was due
     */
    record Suspended(long due) implements SlotState {

        @Override
        public SlotState run(StreamSlot slot, SlotOpener opener) {
            return opener.openLate(slot, this.due);
        }

        @Override
        public SlotState suspend() {
            return this;
        }

    }

}

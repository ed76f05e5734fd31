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
 * Closed ------> Opening ----------> Open -----------> Paused
 *                ^  ^  |             |  | ^              |
 *                |  |  | waits       |  | |     run      |
 *                |  |  v             |  | +--------------+
 *                |  | Waiting        |  |
 *                |  |  | run         |  | suspend
 *                |  +--+  nextPass   |  v
 *                |  +----------------+ Suspended
 *                |          run           |
 *                +------------------------+
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

    /** Closes the source. */
    default Closed close() {
        return new Closed();
    }

    /** Whether the stream has turns. */
    default boolean hasTurns() {
        return false;
    }

    /** Returns the open source. */
    default Optional<RunningStream> source() {
        return Optional.empty();
    }

    /** There is no source: the stream does not run, or the publisher is closed. */
    record Closed() implements SlotState {

        @Override
        public SlotState run(StreamSlot slot, SlotOpener opener) {
            return opener.open(slot);
        }

    }

    /**
     * Another thread opens the source. If the slot moves on before, the source is closed
     * as soon as it is open.
     *
     * @param result completed by the thread that opens
     * @param schedule creates the schedule of the rows at the time when the source is
     * open
     */
    record Opening(CompletableFuture<OpenedSource> result, LongFunction<Schedule> schedule) implements SlotState {

        Open opened(RunningStream rows) {
            return new Open(rows);
        }

        Waiting waits() {
            return new Waiting(this);
        }

    }

    /**
     * Kafka did not answer when the topic was prepared. The source is opened again after
     * a pause.
     *
     * @param failed the opening that failed
     */
    record Waiting(Opening failed) implements SlotState {

        @Override
        public SlotState run(StreamSlot slot, SlotOpener opener) {
            return opener.open(slot);
        }

    }

    /** The source is open. */
    sealed interface WithSource extends SlotState {

        RunningStream rows();

        @Override
        default Closed close() {
            rows().close();
            return new Closed();
        }

        @Override
        default Optional<RunningStream> source() {
            return Optional.of(rows());
        }

    }

    /**
     * The source is open, and the stream has turns.
     *
     * @param rows the open source
     */
    record Open(RunningStream rows) implements WithSource {

        Opening nextPass(StreamSlot slot, SlotOpener opener) {
            this.rows.close();
            return opener.reopen(slot, this.rows.schedule());
        }

        @Override
        public boolean hasTurns() {
            return true;
        }

        @Override
        public SlotState hold() {
            return new Paused(this.rows);
        }

        @Override
        public SlotState suspend() {
            this.rows.close();
            return new Suspended(this.rows.firstOpenDue());
        }

    }

    /**
     * The source is open, but the stream has no turns.
     *
     * @param rows the open source
     */
    record Paused(RunningStream rows) implements WithSource {

        @Override
        public SlotState run(StreamSlot slot, SlotOpener opener) {
            return new Open(this.rows);
        }

        @Override
        public SlotState hold() {
            return this;
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

package io.sensorstreams.producer.run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.pace.Schedule;
import io.sensorstreams.producer.publish.RowPublisher;
import io.sensorstreams.producer.publish.TopicRefusedException;
import io.sensorstreams.producer.range.EventRange;
import io.sensorstreams.producer.run.StreamOpener.OpenedSource;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Opens the sources of the slots of one partition, and opens them again after a pause
 * when Kafka does not answer. Owned by the thread of the partition's runner.
 */
final class SlotOpener {

    /** Longest time between two files that is no pause of the stream. */
    private static final long CLOSE_BY = TimeUnit.SECONDS.toNanos(1);

    /**
     * What the slots of a partition share; the next commit stores the uncommitted ones.
     */
    record Slots(SlotOpener opener, Queue<StreamSlot> turns, Set<StreamSlot> uncommitted) {

    }

    private final RunnerContext context;

    private final RowPublisher publisher;

    private final Executor runner;

    private final FollowedClock clock;

    /** The executor runs a command on the owner's thread. */
    SlotOpener(RunnerContext context, RowPublisher publisher, Executor runner) {
        this.context = context;
        this.publisher = publisher;
        this.runner = runner;
        this.clock = new FollowedClock(context.clocks());
    }

    /**
     * Adopts the last seek of the stream's clock.
     * @param sought called when that is another one than before
     * @return whether the source must be opened again, perhaps when the clock is known
     */
    boolean adoptClock(StreamSlot slot, Runnable sought) {
        if (this.clock.isSought(slot.stream())) {
            sought.run();
        }
        return this.clock.missing(slot.stream()).isPresent() || this.clock.adopt(slot.stream());
    }

    /** Runs a command after the commit of what is done now. */
    void later(Runnable command) {
        this.runner.execute(command);
    }

    /** Opens the source of a stream at its progress; its rows are due from now on. */
    SlotState open(StreamSlot slot) {
        String missing = this.clock.missing(slot.stream()).orElse(null);
        if (missing != null) {
            slot.waitFor("Waits for the clock '" + missing + "', which does not exist: create it with PUT /api/clocks/"
                    + missing);
            return new SlotState.Closed();
        }
        return open(slot, (now) -> schedule(slot, now, now));
    }

    /** The first row is due at the given time. */
    SlotState.Opening openLate(StreamSlot slot, long due) {
        // One nanosecond early: some schedules begin after their start.
        return open(slot, (now) -> schedule(slot, due - 1, now));
    }

    /** Closes the source of a stream and opens it again for the next pass. */
    SlotState.Opening reopen(StreamSlot slot, RunningStream rows) {
        rows.close();
        return open(slot, (now) -> rows.schedule().nextPass());
    }

    /**
     * Opens the next file, as soon as there is one; it continues the pace of the last
     * one.
     */
    SlotState.Opening openNext(StreamSlot slot, RunningStream rows) {
        rows.close();
        long end = System.nanoTime();
        return open(slot, (now) -> (now - end < CLOSE_BY) ? rows.schedule() : schedule(slot, now, now));
    }

    private SlotState.Opening open(StreamSlot slot, LongFunction<Schedule> schedule) {
        SensorStream stream = slot.stream();
        EventRange range = this.clock.open(stream);
        CompletableFuture<OpenedSource> source = this.context.opener()
            .open(stream.definition().spec(), stream.progress().inSource(), range,
                    (files) -> this.runner.execute(() -> slot.tell(files)));
        SlotState.Opening opening = new SlotState.Opening(source, schedule);
        var unused = source.whenCompleteAsync((opened, failure) -> completed(slot, opening, opened, failure),
                this.runner);
        return opening;
    }

    private void completed(StreamSlot slot, SlotState.Opening opening, @Nullable OpenedSource source,
            @Nullable Throwable failure) {
        if (source != null) {
            if (slot.isIn(opening)) {
                opened(slot, opening, source);
            }
            else {
                source.close();
            }
        }
        else if (failure != null && slot.isIn(opening)) {
            failed(slot, opening, (failure.getCause() != null) ? failure.getCause() : failure);
        }
    }

    private void opened(StreamSlot slot, SlotState.Opening opening, OpenedSource source) {
        if (this.clock.isSought(slot.stream()) || this.clock.hasOtherEnd(slot.stream())
                || this.clock.missing(slot.stream()).isPresent()) {
            source.close();
            slot.runAgain();
            return;
        }
        long now = System.nanoTime();
        StreamSpec spec = slot.stream().definition().spec();
        RunningStream rows = new RunningStream(slot.stream(), source,
                this.publisher.rows(spec.delivery(), slot::refused), opening.schedule().apply(now),
                this.publisher.limit());
        slot.opened(new SlotState.Open(rows, false), now);
    }

    private void failed(StreamSlot slot, SlotState.Opening opening, Throwable failure) {
        if (!(failure instanceof KafkaException) || failure instanceof TopicRefusedException) {
            slot.fail(failure);
            return;
        }
        again(slot, opening, "Waits for Kafka: " + failure.getMessage());
    }

    /** Opens the source of a stream after a pause, because the object store fails. */
    SlotState.Opening openAgain(StreamSlot slot, StoreException failure) {
        SlotState.Opening opening = new SlotState.Opening(new CompletableFuture<>(), (now) -> schedule(slot, now, now));
        again(slot, opening, "Waits for the object store: " + failure.getMessage());
        return opening;
    }

    private void again(StreamSlot slot, SlotState.Opening opening, String reason) {
        slot.waitFor(reason);
        CompletableFuture
            .delayedExecutor(this.context.properties().retry().toMillis(), TimeUnit.MILLISECONDS, this.runner)
            .execute(() -> {
                if (slot.isIn(opening)) {
                    slot.runAgain();
                }
            });
    }

    Schedule schedule(StreamSlot slot, long start, long now) {
        Schedule shared = this.clock.schedule(slot.stream());
        if (shared != null) {
            return shared;
        }
        InstantSource clock = InstantSource.offset(this.context.clock(), Duration.ofNanos(start - now));
        return slot.stream().definition().spec().pace().schedule(clock, start);
    }

}

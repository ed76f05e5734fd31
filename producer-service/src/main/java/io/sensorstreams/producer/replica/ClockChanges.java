package io.sensorstreams.producer.replica;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.sensorstreams.producer.clock.ClockTime;

/**
 * Tells that clocks have changed, and again each time that such a change takes effect.
 * Each clock has at most one such time to wait for. Thread-safe.
 */
final class ClockChanges {

    /** Finds when the next change of a clock takes effect. */
    interface NextChange {

        /**
         * Returns the first change after an instant in {@link System#nanoTime()};
         * {@link ClockTime#NEVER} when there is none.
         */
        long after(String clock, long now);

    }

    private final NextChange next;

    private final Consumer<Set<String>> listener;

    private final Map<String, CompletableFuture<Void>> pending = new ConcurrentHashMap<>();

    /** The listener must not block. */
    ClockChanges(NextChange next, Consumer<Set<String>> listener) {
        this.next = next;
        this.listener = listener;
    }

    void changed(Set<String> names) {
        // Before the call: a change that takes effect meanwhile may be unknown to it.
        long now = System.nanoTime();
        this.listener.accept(names);
        names.forEach((name) -> await(name, now));
    }

    private void await(String clock, long now) {
        long change = this.next.after(clock, now);
        replace(clock, change);
        // Another thread may have replaced the time by an earlier one that it found
        // later.
        while (this.next.after(clock, now) != change) {
            change = this.next.after(clock, now);
            replace(clock, change);
        }
    }

    private void replace(String clock, long change) {
        CompletableFuture<Void> before = (change != ClockTime.NEVER) ? this.pending.put(clock, timer(clock, change))
                : this.pending.remove(clock);
        if (before != null) {
            before.cancel(false);
        }
    }

    private CompletableFuture<Void> timer(String clock, long change) {
        long delay = Math.max(0, change - System.nanoTime()) + 1;
        Executor executor = CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS);
        return CompletableFuture.runAsync(() -> changed(Set.of(clock)), executor);
    }

}

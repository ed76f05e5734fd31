package io.sensorstreams.launcher.run;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Finds the troubles that last: those that are over in a moment belong to a start or a
 * rebalance. Each is news once, until it is over.
 */
final class Lasting {

    private final long bound;

    private final LongSupplier nanos;

    private final Map<String, Long> since = new HashMap<>();

    private final Set<String> told = new HashSet<>();

    /**
     * Creates the memory.
     * @param bound how long a trouble must last
     * @param nanos clock such as {@link System#nanoTime}
     */
    Lasting(Duration bound, LongSupplier nanos) {
        this.bound = bound.toNanos();
        this.nanos = nanos;
    }

    /**
     * Takes note of the troubles that there are now.
     * @return those that have lasted long enough, and were not returned before
     */
    List<String> news(Collection<String> troubles) {
        long now = this.nanos.getAsLong();
        this.since.keySet().retainAll(troubles);
        this.told.retainAll(troubles);
        troubles.forEach((trouble) -> this.since.putIfAbsent(trouble, now));
        return troubles.stream()
            .filter((trouble) -> now - this.since.getOrDefault(trouble, now) >= this.bound)
            .filter(this.told::add)
            .toList();
    }

    /** The troubles that were returned, and are not over. */
    Set<String> told() {
        return Set.copyOf(this.told);
    }

}

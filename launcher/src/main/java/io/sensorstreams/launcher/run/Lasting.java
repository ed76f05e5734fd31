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
 * Selects the errors that last. Errors that end within a moment belong to a start or a
 * rebalance. Each error is returned once, and again only after it has ended and returned.
 */
final class Lasting {

    private final long bound;

    private final LongSupplier nanos;

    private final Map<String, Long> since = new HashMap<>();

    private final Set<String> told = new HashSet<>();

    Lasting(Duration bound, LongSupplier nanos) {
        this.bound = bound.toNanos();
        this.nanos = nanos;
    }

    /** Returns the current errors that last long enough and were not returned before. */
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

    /** Returns the errors that were returned and still last. */
    Set<String> told() {
        return Set.copyOf(this.told);
    }

}

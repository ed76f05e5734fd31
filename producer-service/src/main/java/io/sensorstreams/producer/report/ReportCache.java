package io.sensorstreams.producer.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Caches the most recently used outcomes. Thread-safe.
 */
final class ReportCache {

    /** The largest report has some 200 kB. */
    private static final int SIZE = 64;

    private final Map<ReportKey, Outcome> outcomes = new LinkedHashMap<>(16, 0.75f, true);

    synchronized @Nullable Outcome find(ReportKey key, Instant now) {
        Outcome outcome = this.outcomes.get(key);
        return (outcome instanceof Outcome.TooSlow slow && !now.isBefore(slow.until())) ? null : outcome;
    }

    /** Adds an outcome, and removes those of other versions of the file. */
    synchronized void keep(ReportKey key, Outcome outcome) {
        this.outcomes.keySet().removeIf((other) -> other.name().equals(key.name()) && !other.isSameVersion(key));
        this.outcomes.put(key, outcome);
        if (this.outcomes.size() > SIZE) {
            this.outcomes.remove(this.outcomes.keySet().iterator().next());
        }
    }

}

package io.sensorstreams.system;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import org.awaitility.Awaitility;

/**
 * Measures how long the remaining replicas or brokers need to continue all work. The
 * option {@code -Dtakeover.limit=10} sets the limit to 10 seconds. Without it, the limit
 * allows for a busy machine.
 */
final class Takeover {

    private static final Duration LIMIT = Duration.ofSeconds(Long.getLong("takeover.limit", 180));

    /** More rows than can be in flight at the moment of the fault. */
    private static final int MORE = 10;

    private final long began = System.nanoTime();

    private final Map<String, Long> before;

    /**
     * Begins to measure. The fault has just occurred.
     * @param before current number of rows of each stream or partition that must continue
     */
    Takeover(Map<String, Long> before) {
        this.before = Map.copyOf(before);
    }

    /**
     * Waits until all streams or partitions have continued, and prints the time.
     * @param what what continues and where, such as {@code streams at producer-service-1}
     * @param now number of rows that the remaining replicas report
     */
    void await(String what, Supplier<Map<String, Long>> now) {
        Awaitility.await(what + " continue after " + this.before)
            .atMost(LIMIT)
            .pollInterval(Duration.ofMillis(50))
            .ignoreExceptions()
            .until(now::get, this::isAhead);
        System.out.printf("%.1f s until all %d %s continued%n",
                Duration.ofNanos(System.nanoTime() - this.began).toMillis() / 1000.0, this.before.size(), what);
    }

    private boolean isAhead(Map<String, Long> now) {
        return this.before.entrySet()
            .stream()
            .allMatch((each) -> now.getOrDefault(each.getKey(), 0L) >= each.getValue() + MORE);
    }

}

package io.sensorstreams.system;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import org.awaitility.Awaitility;

/**
 * Measures how long it takes until the work of all is done by those that are left.
 * {@code -Dtakeover.limit=10} makes it a failure when that takes longer than 10 seconds;
 * else it may take as long as a busy machine needs.
 */
final class Takeover {

    private static final Duration LIMIT = Duration.ofSeconds(Long.getLong("takeover.limit", 180));

    /** More rows than are on their way at the moment of the fault. */
    private static final int MORE = 10;

    private final long began = System.nanoTime();

    private final Map<String, Long> before;

    /**
     * Begins to measure: the fault has just happened.
     * @param before rows of everything that is to go on, now
     */
    Takeover(Map<String, Long> before) {
        this.before = Map.copyOf(before);
    }

    /**
     * Waits until all of it has gone on, and tells how long that took.
     * @param what what goes on where, such as {@code streams at producer-service-1}
     * @param now rows that are done by whom it is to go on at
     */
    void await(String what, Supplier<Map<String, Long>> now) {
        Awaitility.await(what + " go on after " + this.before)
            .atMost(LIMIT)
            .pollInterval(Duration.ofMillis(50))
            .ignoreExceptions()
            .until(now::get, this::isAhead);
        System.out.printf("%.1f s until all %d %s went on%n",
                Duration.ofNanos(System.nanoTime() - this.began).toMillis() / 1000.0, this.before.size(), what);
    }

    private boolean isAhead(Map<String, Long> now) {
        return this.before.entrySet()
            .stream()
            .allMatch((each) -> now.getOrDefault(each.getKey(), 0L) >= each.getValue() + MORE);
    }

}

package io.sensorstreams.system;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import org.awaitility.Awaitility;

/**
 * Measures how long the remaining replicas or brokers need to continue all work. The
 * option {@code -Dtakeover.limit=10} sets the limit for replicas to 10 seconds. Without
 * it, the limit allows for a busy machine. Kafka may need longer to decide transactions
 * of lost brokers.
 */
final class Takeover {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private static final Duration LIMIT = Duration.ofSeconds(Long.getLong("takeover.limit", PATIENCE.toSeconds()));

    /** More rows than can be in flight at the moment of the fault. */
    private static final int MORE = 10;

    private final long began = System.nanoTime();

    private final Map<String, Long> before;

    private final Duration limit;

    private Takeover(Map<String, Long> before, Duration limit) {
        this.before = Map.copyOf(before);
        this.limit = limit;
    }

    /**
     * Begins to measure. A replica was just lost or stopped.
     * @param before current number of rows of each stream or partition that must continue
     */
    static Takeover ofReplicas(Map<String, Long> before) {
        return new Takeover(before, LIMIT);
    }

    /** Begins to measure like {@link #ofReplicas}. A broker was just lost. */
    static Takeover ofBrokers(Map<String, Long> before) {
        return new Takeover(before, PATIENCE);
    }

    /**
     * Waits until all streams or partitions have continued, and prints the time.
     * @param what what continues and where, such as {@code streams at producer-service-1}
     * @param now number of rows that the remaining replicas report
     */
    void await(String what, Supplier<Map<String, Long>> now) {
        Awaitility.await(what + " continue after " + this.before)
            .atMost(this.limit)
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

package io.sensorstreams.producer.run;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Measures rows per second over the last {@value #WINDOW} seconds, or since the start
 * when that is shorter. Thread-safe.
 */
final class RateMeter {

    private static final int WINDOW = 10;

    /** How long a row counts for the rate. */
    static final Duration MEMORY = Duration.ofSeconds(WINDOW);

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(50);

    private final long[] counts = new long[WINDOW + 1];

    private long start;

    private long second;

    synchronized void restart(long now) {
        Arrays.fill(this.counts, 0);
        this.start = now;
        this.second = 0;
    }

    synchronized void add(long now, long rows) {
        moveTo(now);
        this.counts[slot(this.second)] += rows;
    }

    synchronized double perSecond(long now) {
        moveTo(now);
        long rows = Arrays.stream(this.counts).sum();
        long inThisSecond = (now - this.start) - this.second * SECOND;
        long measured = Math.min(now - this.start, WINDOW * SECOND + inThisSecond);
        return rows * (double) SECOND / Math.max(measured, SHORTEST);
    }

    private void moveTo(long now) {
        long to = Math.max(this.second, (now - this.start) / SECOND);
        if (to - this.second >= this.counts.length) {
            Arrays.fill(this.counts, 0);
        }
        else {
            for (long passed = this.second + 1; passed <= to; passed++) {
                this.counts[slot(passed)] = 0;
            }
        }
        this.second = to;
    }

    private static int slot(long second) {
        return (int) (second % (WINDOW + 1));
    }

}

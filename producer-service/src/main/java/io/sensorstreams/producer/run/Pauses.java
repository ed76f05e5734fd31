package io.sensorstreams.producer.run;

import java.time.Duration;

/**
 * Determines when a runner may send again after a commit or a failure. Times are in
 * nanoseconds, on the scale of {@link System#nanoTime()}. Owned by the thread of the
 * runner.
 */
final class Pauses {

    private static final int MAX_BACKOFF = 10;

    /** Longer than a replica needs to detect that it was removed from the group. */
    private static final int FENCED_BACKOFF = 10;

    private final StreamProperties properties;

    private long end;

    private int failures;

    Pauses(StreamProperties properties, long now) {
        this.properties = properties;
        this.end = now;
    }

    long remaining(long now) {
        return Math.max(0, this.end - now);
    }

    void committed() {
        this.failures = 0;
    }

    /**
     * Pauses after a commit when rows become due one by one: for a quarter of the
     * commit's duration. A busy broker commits more slowly and therefore receives fewer,
     * larger transactions. The pause leaves time for the commits of other runners.
     */
    void afterCommit(long now, long duration) {
        long shortest = this.properties.tick().toNanos();
        long longest = this.properties.commitInterval().toNanos();
        this.end = now + Math.min(longest, Math.max(shortest, duration / 4));
    }

    /**
     * Pauses longer with each failure since the last commit.
     * @param fenced whether another replica has taken over the streams
     * @return length of the pause
     */
    Duration afterFailure(long now, boolean fenced) {
        this.failures = Math.min(this.failures + 1, MAX_BACKOFF);
        Duration pause = this.properties.retry().multipliedBy(fenced ? FENCED_BACKOFF : this.failures);
        this.end = now + pause.toNanos();
        return pause;
    }

    void end(long now) {
        this.end = now;
    }

}

package io.sensorstreams.common.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs what a loop waits for, each reason once: at level INFO for as long as a normal
 * start takes, at level WARN after that. Owned by one thread.
 */
public final class WaitLog {

    /** Longest wait of a normal start for other processes that start at the same time. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Logger logger;

    private final String message;

    private final LongSupplier nanos;

    private long begin;

    private boolean over;

    private String reason = "";

    private boolean warned;

    /**
     * Starts a wait.
     * @param message such as {@code Waiting for Kafka}
     * @param nanos clock such as {@link System#nanoTime}
     */
    public WaitLog(Logger logger, String message, LongSupplier nanos) {
        this.logger = logger;
        this.message = message;
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
    }

    public void waits(String why) {
        long now = this.nanos.getAsLong();
        if (this.over) {
            this.over = false;
            this.begin = now;
        }
        boolean lasts = now - this.begin >= PATIENCE.toNanos();
        if (!why.equals(this.reason) || (lasts && !this.warned)) {
            this.reason = why;
            this.warned |= lasts;
            this.logger.atLevel(lasts ? Level.WARN : Level.INFO).addKeyValue("reason", why).log(this.message);
        }
    }

    /** Ends the wait; the next call of {@link #waits} starts another one. */
    public void over() {
        this.over = true;
        this.reason = "";
        this.warned = false;
    }

}

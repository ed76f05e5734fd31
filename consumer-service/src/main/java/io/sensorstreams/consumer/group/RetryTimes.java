package io.sensorstreams.consumer.group;

import java.time.Clock;
import java.time.Instant;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Computes when a failed action is retried. The delay grows with each failure, up to ten
 * seconds. Owned by one thread.
 */
public final class RetryTimes {

    private static final long FIRST_MILLIS = 250;

    private static final long MAX_MILLIS = 10_000;

    private final ExponentialBackOff backOff = new ExponentialBackOff(FIRST_MILLIS, 2.0);

    private final Clock clock;

    private BackOffExecution failures;

    private Instant next = Instant.MIN;

    public RetryTimes(Clock clock) {
        this.clock = clock;
        this.backOff.setMaxInterval(MAX_MILLIS);
        this.failures = this.backOff.start();
    }

    public boolean isDue() {
        return !this.clock.instant().isBefore(this.next);
    }

    public Instant dueAt() {
        return this.next;
    }

    public void failed() {
        this.next = this.clock.instant().plusMillis(this.failures.nextBackOff());
    }

    public void succeeded() {
        this.failures = this.backOff.start();
        this.next = Instant.MIN;
    }

}

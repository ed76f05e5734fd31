package io.sensorstreams.consumer.status;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Detects whether a consumer can still be a member of its group. After a session without
 * a heartbeat response the group may have assigned its partitions to another replica.
 * <p>
 * The first response after such a silence may belong to a request from before it: a
 * process that was frozen finds it in its socket. Only the next one tells whether the
 * group continued without the consumer, which acts on it in its next poll. Therefore its
 * partitions count as unknown until two polls are complete after that response. An
 * assignment does not end this: it may be such a response, too. Written by the consumer's
 * thread and by a sampling thread, read by any thread.
 */
public final class Membership {

    private static final long POLLS = 2;

    private final LongSupplier answers;

    private final long sessionNanos;

    private final LongSupplier nanoTime;

    private final AtomicLong polls = new AtomicLong();

    private volatile long answered;

    /** No later than the last response: the group's timer started before it. */
    private volatile long lastAnswer;

    private volatile long lastSample;

    /** Set from the first response after a silence until the consumer has acted. */
    private volatile boolean doubtful;

    private volatile boolean confirmed;

    private volatile long pollsAtConfirmation;

    /**
     * Takes the group to have answered now.
     * @param answers supplies the number of heartbeat responses so far
     * @param session how long the group waits for a heartbeat
     */
    Membership(LongSupplier answers, Duration session, LongSupplier nanoTime) {
        this.answers = answers;
        this.sessionNanos = session.toNanos();
        this.nanoTime = nanoTime;
        this.answered = answers.getAsLong();
        this.lastAnswer = nanoTime.getAsLong();
        this.lastSample = this.lastAnswer;
    }

    /** Counts a completed poll. Called on the consumer's thread. */
    public void polled() {
        this.polls.incrementAndGet();
    }

    /** Checks for new responses, on the sampling thread, often during a session. */
    void sample() {
        long before = this.lastSample;
        this.lastSample = this.nanoTime.getAsLong();
        long seen = this.answers.getAsLong();
        if (seen > this.answered) {
            if (isSilent()) {
                this.confirmed = false;
                this.doubtful = true;
            }
            else if (this.doubtful && !this.confirmed) {
                this.pollsAtConfirmation = this.polls.get();
                this.confirmed = true;
            }
            this.answered = seen;
            this.lastAnswer = before;
        }
        // Not an else branch: every sample may find a new response.
        if (this.doubtful && this.confirmed && this.polls.get() >= this.pollsAtConfirmation + POLLS && !isSilent()) {
            this.doubtful = false;
        }
    }

    /** Whether another replica may own the consumer's partitions. */
    boolean isUnknown() {
        return this.doubtful || isSilent();
    }

    private boolean isSilent() {
        return this.nanoTime.getAsLong() - this.lastAnswer > this.sessionNanos;
    }

    String reason() {
        return "The group has not answered a heartbeat within the session of "
                + Duration.ofNanos(this.sessionNanos).toMillis() + " ms: another replica may own this partition";
    }

}

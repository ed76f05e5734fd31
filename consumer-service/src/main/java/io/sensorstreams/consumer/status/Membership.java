package io.sensorstreams.consumer.status;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Judges whether a consumer can still be a member of its group. After a session without
 * an answer to a heartbeat the group may have given its partitions to another replica.
 * <p>
 * An answer after such a silence may say that the group continued without the consumer.
 * The consumer acts on it in its next poll, so that the partitions count as unknown until
 * two polls more are over. Written by the consumer's thread and by a sampling thread,
 * read by any thread.
 */
public final class Membership {

    private static final long POLLS = 2;

    private final LongSupplier answers;

    private final long sessionNanos;

    private final LongSupplier nanoTime;

    private final AtomicLong polls = new AtomicLong();

    private volatile long answered;

    private volatile long lastAnswer;

    private volatile boolean doubtful;

    private volatile long pollsAtDoubt;

    /**
     * Starts with a consumer that has just been given partitions.
     * @param answers number of heartbeats that the group has answered so far
     * @param session how long the group waits for a heartbeat
     * @param nanoTime time in nanoseconds, from any start
     */
    Membership(LongSupplier answers, Duration session, LongSupplier nanoTime) {
        this.answers = answers;
        this.sessionNanos = session.toNanos();
        this.nanoTime = nanoTime;
        this.answered = answers.getAsLong();
        this.lastAnswer = nanoTime.getAsLong();
    }

    /** A poll is over. On the consumer's thread. */
    public void polled() {
        this.polls.incrementAndGet();
    }

    /** The group has just given partitions. On the consumer's thread. */
    public void joined() {
        this.lastAnswer = this.nanoTime.getAsLong();
        this.doubtful = false;
    }

    /**
     * Looks whether there was an answer. On the sampling thread, several times a session.
     */
    void sample() {
        long seen = this.answers.getAsLong();
        if (seen > this.answered) {
            if (isSilent()) {
                this.pollsAtDoubt = this.polls.get();
                this.doubtful = true;
            }
            this.answered = seen;
            this.lastAnswer = this.nanoTime.getAsLong();
        }
        // Answers may come as often as this looks.
        if (this.doubtful && this.polls.get() >= this.pollsAtDoubt + POLLS && !isSilent()) {
            this.doubtful = false;
        }
    }

    /** Whether another replica may have the consumer's partitions. */
    boolean isUnknown() {
        return this.doubtful || isSilent();
    }

    private boolean isSilent() {
        return this.nanoTime.getAsLong() - this.lastAnswer > this.sessionNanos;
    }

    /** Why the consumer's partitions are unknown. */
    String reason() {
        return "The group has not answered a heartbeat within the session of "
                + Duration.ofNanos(this.sessionNanos).toMillis() + " ms: another replica may have this partition";
    }

}

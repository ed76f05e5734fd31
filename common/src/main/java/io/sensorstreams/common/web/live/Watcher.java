package io.sensorstreams.common.web.live;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that watches rows: what waits to be sent to it, and what it has missed. Any
 * thread offers rows. The thread of {@link Watchers} takes the events to send, at most
 * {@code perSecond} rows a second. Times are values of {@link System#nanoTime()}.
 */
public final class Watcher {

    /** Bytes of the rows that wait; a single row may be larger. */
    static final long MOST_BYTES = 1024 * 1024;

    /** Bytes that are sent at once, about. */
    private static final int CHUNK = 64 * 1024;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static final long IDLE = Duration.ofSeconds(10).toNanos();

    private static final byte[] IDLE_EVENT = RowEvent.text("idle", "{}");

    /** How soon a client that has left is noticed. */
    private static final long SILENCE = Duration.ofSeconds(2).toNanos();

    /** A comment, which clients ignore. */
    private static final byte[] NOTHING = { ':', '\n', '\n' };

    private final int perSecond;

    private final JsonMapper json;

    private final Queue<RowEvent> waiting = new ConcurrentLinkedQueue<>();

    private final AtomicLong waitingBytes = new AtomicLong();

    private final AtomicLong skipped = new AtomicLong();

    /** Rows that may be sent now. Owned by the sending thread, like all below. */
    private double budget;

    private long budgetAt;

    private long sampledAt;

    /** When the last row or idle event was sent. */
    private long quietSince;

    /** When anything was sent. */
    private long silentSince;

    Watcher(int perSecond, JsonMapper json, long now) {
        this.perSecond = perSecond;
        this.json = json;
        this.budget = perSecond;
        this.budgetAt = now;
        this.sampledAt = now;
        this.quietSince = now;
        this.silentSince = now - SILENCE;
    }

    /** Most rows that are sent in a second. */
    public int perSecond() {
        return this.perSecond;
    }

    /**
     * Offers rows. Never waits: rows without room are counted as skipped. May be called
     * on any thread.
     * @param alsoSkipped further records that the source did not look at
     */
    public void offer(List<RowEvent> rows, long alsoSkipped) {
        this.skipped.addAndGet(alsoSkipped);
        for (RowEvent row : rows) {
            long before = this.waitingBytes.getAndAdd(row.size());
            if (before == 0 || before + row.size() <= MOST_BYTES) {
                this.waiting.add(row);
            }
            else {
                this.waitingBytes.addAndGet(-row.size());
                this.skipped.incrementAndGet();
            }
        }
    }

    /** Returns the events to send next; empty when there are none. */
    byte[] next(long now) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        refill(now);
        for (RowEvent row = poll(chunk); row != null; row = poll(chunk)) {
            this.waitingBytes.addAndGet(-row.size());
            if (this.budget >= 1) {
                this.budget--;
                this.quietSince = now;
                chunk.writeBytes(row.encoded(this.json));
            }
            else {
                this.skipped.incrementAndGet();
            }
        }
        if (now - this.sampledAt >= SECOND && this.skipped.get() > 0) {
            this.sampledAt = now;
            chunk.writeBytes(RowEvent.text("sampled", "{\"skipped\":" + this.skipped.getAndSet(0) + "}"));
        }
        if (now - this.quietSince >= IDLE) {
            this.quietSince = now;
            chunk.writeBytes(IDLE_EVENT);
        }
        if (chunk.size() > 0) {
            this.silentSince = now;
        }
        else if (now - this.silentSince >= SILENCE) {
            this.silentSince = now;
            chunk.writeBytes(NOTHING);
        }
        return chunk.toByteArray();
    }

    private @Nullable RowEvent poll(ByteArrayOutputStream chunk) {
        return (chunk.size() < CHUNK) ? this.waiting.poll() : null;
    }

    private void refill(long now) {
        double earned = this.perSecond * ((now - this.budgetAt) / (double) SECOND);
        this.budget = Math.min(this.perSecond, this.budget + earned);
        this.budgetAt = now;
    }

}

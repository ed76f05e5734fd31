package io.sensorstreams.consumer.watch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import io.sensorstreams.common.web.live.RowEvent;
import io.sensorstreams.common.web.live.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of a partition and passes some to its watchers. The partition's thread
 * takes a sample and shows it after the commit. Any thread adds and removes watchers. No
 * method waits.
 */
public final class PartitionTap {

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    /** Rows that a sample may have; 0 when nobody watches. */
    private volatile int most;

    /** Committed rows that were not taken yet. */
    private final AtomicLong committed = new AtomicLong();

    PartitionTap() {
    }

    void add(Watcher watcher) {
        this.watchers.add(watcher);
        count();
    }

    void remove(Watcher watcher) {
        this.watchers.remove(watcher);
        count();
    }

    private synchronized void count() {
        this.most = this.watchers.stream().mapToInt(Watcher::perSecond).max().orElse(0);
    }

    /**
     * Returns the sample to continue, or null when nobody watches.
     * @param begun sample since the last commit, or null
     */
    public @Nullable RowSample sample(@Nullable RowSample begun) {
        int wanted = this.most;
        if (wanted == 0) {
            return null;
        }
        return (begun != null) ? begun : new RowSample(wanted);
    }

    /**
     * Counts the rows of a commit and shows some of them.
     * @param sample sample of the committed rows, or null
     */
    public void committed(long rows, @Nullable RowSample sample) {
        this.committed.addAndGet(rows);
        if (sample != null) {
            List<RowEvent> shown = sample.rows();
            this.watchers.forEach((watcher) -> watcher.offer(shown, sample.skipped()));
        }
    }

    /** Returns the number of rows that were committed since the last call. */
    long takeCommitted() {
        return this.committed.getAndSet(0);
    }

}

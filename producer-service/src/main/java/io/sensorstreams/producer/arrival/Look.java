package io.sensorstreams.producer.arrival;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.sensorstreams.producer.row.FilesReport;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

/**
 * Looks at the data directory again and again: when a file appears, and after a time. No
 * thread waits in between.
 */
abstract class Look implements Runnable {

    /** Longest time between two looks. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** The same in an object store, where each look is a call that has a price. */
    private static final Duration LONGEST_REMOTE = Duration.ofSeconds(10);

    private static final Duration SHORTEST = Duration.ofMillis(20);

    private final Arrivals arrivals;

    private final Executor executor;

    private final Consumer<FilesReport> told;

    private @Nullable FilesReport lastTold;

    /** Files whose times are in the future, and since when they are unchanged. */
    private final Map<ListedFile, Long> unchanged = new HashMap<>();

    /** The executor runs the looks, one at a time. */
    Look(Arrivals arrivals, Executor executor, Consumer<FilesReport> told) {
        this.arrivals = arrivals;
        this.executor = executor;
        this.told = told;
    }

    /** Tells what was found if it has changed: it makes the stream commit. */
    final void tell(FilesReport found) {
        if (!found.equals(this.lastTold)) {
            this.lastTold = found;
            this.told.accept(found);
        }
    }

    /**
     * Looks once.
     * @return time until the next look, which may be earlier; null for never
     */
    abstract @Nullable Duration look() throws IOException;

    /** Called when a look failed; it is the last one unless this returns true. */
    abstract boolean failed(Throwable failure);

    void begin() {
        this.executor.execute(this);
    }

    @Override
    public void run() {
        // First, so that no file is missed.
        CompletableFuture<Void> signal = this.arrivals.watch().signal();
        Duration wait;
        try {
            wait = look();
        }
        catch (IOException | RuntimeException | Error e) {
            wait = failed(e) ? longest() : null;
        }
        if (wait == null) {
            signal.complete(null);
        }
        else {
            var unused = signal.thenRun(this::again);
            DirectoryWatch.limit(signal, bounded(wait));
        }
    }

    private void again() {
        try {
            this.executor.execute(this);
        }
        catch (RejectedExecutionException e) {
            // The service stops.
        }
    }

    private Duration bounded(Duration wait) {
        Duration least = (wait.compareTo(SHORTEST) < 0) ? SHORTEST : wait;
        return (least.compareTo(longest()) > 0) ? longest() : least;
    }

    private Duration longest() {
        return this.arrivals.isRemote() ? LONGEST_REMOTE : LONGEST;
    }

    /** Time until a file counts as complete; zero if it does now. */
    Duration untilQuiet(ListedFile file, Duration minAge) {
        long age = System.currentTimeMillis() - file.modified().toMillis();
        if (age < 0) {
            // The clock of the file system is ahead, or the file has a time of its own.
            long now = System.nanoTime();
            age = Duration.ofNanos(now - this.unchanged.computeIfAbsent(file, (key) -> now)).toMillis();
        }
        Duration left = minAge.minusMillis(age);
        return left.isNegative() ? Duration.ZERO : left;
    }

}

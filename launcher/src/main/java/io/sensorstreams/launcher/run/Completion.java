package io.sensorstreams.launcher.run;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.sensorstreams.launcher.progress.Progress;

/**
 * Decides when a run with {@code --once} is complete. The lag that the consumer-service
 * reports is up to half a second old, so a lag of 0 counts only when it lasts. If rows
 * were in files before the run, the number of rows in files proves nothing.
 */
final class Completion {

    /** How long the lag must stay 0 when rows were in files before the run. */
    static final Duration SETTLED = Duration.ofSeconds(2);

    /** How long the lag must stay 0 when acknowledged rows are in no file. */
    static final Duration SHORT = Duration.ofSeconds(15);

    private final boolean hadFiles;

    private final LongSupplier nanos;

    private long readSince;

    private boolean read;

    Completion(boolean hadFiles, LongSupplier nanos) {
        this.hadFiles = hadFiles;
        this.nanos = nanos;
    }

    boolean isReached(Progress progress) {
        long now = this.nanos.getAsLong();
        if (!progress.isRead()) {
            this.read = false;
            return false;
        }
        if (!this.read) {
            this.read = true;
            this.readSince = now;
        }
        return now - this.readSince >= needed(progress).toNanos();
    }

    private Duration needed(Progress progress) {
        if (!progress.isComplete()) {
            return SHORT;
        }
        return this.hadFiles ? SETTLED : Duration.ZERO;
    }

}

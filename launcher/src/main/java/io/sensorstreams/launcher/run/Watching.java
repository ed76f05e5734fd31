package io.sensorstreams.launcher.run;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

import io.sensorstreams.launcher.plan.StartException;
import io.sensorstreams.launcher.plan.WatchedFiles;

/** Looks from time to time for files that arrived and that no stream sends. */
final class Watching {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final WatchedFiles files;

    private final LongSupplier nanos;

    private long lookedAt;

    private List<String> names = List.of();

    Watching(WatchedFiles files, LongSupplier nanos) {
        this.files = files;
        this.nanos = nanos;
        this.lookedAt = nanos.getAsLong() - PAUSE.toNanos();
    }

    void look(LeftOut leftOut) {
        if (this.nanos.getAsLong() - this.lookedAt < PAUSE.toNanos()) {
            return;
        }
        this.lookedAt = this.nanos.getAsLong();
        try {
            List<String> now = this.files.names();
            if (!now.equals(this.names)) {
                this.names = now;
                leftOut.arrived(this.files.notSent(now));
            }
        }
        catch (StartException e) {
            // The streams wait for the directory, and the producer-service says so.
        }
    }

}

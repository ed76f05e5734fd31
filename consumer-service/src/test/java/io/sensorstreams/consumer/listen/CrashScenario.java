package io.sensorstreams.consumer.listen;

import java.util.Optional;

import io.sensorstreams.consumer.bucket.StoreFlaw;
import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.disk.Dishonesty;
import io.sensorstreams.consumer.format.FileFormat;
import org.jspecify.annotations.Nullable;

/**
 * A script and the faults that may occur in it.
 *
 * @param script actions of the run without faults
 * @param format format of the files, which decides how they are committed
 * @param sharedDisk whether both replicas use one disk or separate ones
 * @param dishonesty calls that the disks ignore
 * @param store flaw of the object store that has the files; null without a store
 * @param newKeys whether each attempt to write a file to the store has a new key
 * @param slow whether a replica has time for one call of the store between two polls
 */
record CrashScenario(CrashScript script, FileFormat format, boolean sharedDisk, Dishonesty dishonesty,
        @Nullable StoreFlaw store, boolean newKeys, boolean slow) {

    /** Files stay on the disks. */
    CrashScenario(CrashScript script, FileFormat format, boolean sharedDisk, Dishonesty dishonesty) {
        this(script, format, sharedDisk, dishonesty, null, true, false);
    }

    /** Files are in an object store, and each process has a disk for temporary files. */
    static CrashScenario inStore(CrashScript script, FileFormat format, StoreFlaw flaw) {
        return new CrashScenario(script, format, false, Dishonesty.NONE, flaw, true, false);
    }

    /** Every attempt to write a file uses the same key, which the service never does. */
    CrashScenario withOneKeyForEachFile() {
        return new CrashScenario(this.script, this.format, this.sharedDisk, this.dishonesty, this.store, false,
                this.slow);
    }

    /** Each call of the store takes all the time that a replica has between two polls. */
    CrashScenario withSlowStore() {
        return new CrashScenario(this.script, this.format, this.sharedDisk, this.dishonesty, this.store, this.newKeys,
                true);
    }

    /** Whether an output file is committed as a whole, and never made longer. */
    boolean isWhole() {
        return this.store != null || !this.format.isPlain();
    }

    /**
     * Runs every sequence of choices, up to the first one that violates a guarantee.
     * @return the violation and its choices; empty when there was none
     */
    Optional<String> explore(Choices choices) {
        try (ErrorLog errors = new ErrorLog()) {
            do {
                try {
                    new CrashRun(this, choices, errors).run();
                }
                catch (AssertionError | RuntimeException e) {
                    return Optional.of(e + "\nafter " + String.join("\n  and ", choices.story()));
                }
            }
            while (choices.next());
            return Optional.empty();
        }
    }

}

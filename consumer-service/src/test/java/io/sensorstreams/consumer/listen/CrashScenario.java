package io.sensorstreams.consumer.listen;

import java.util.Optional;

import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.disk.Dishonesty;
import io.sensorstreams.consumer.format.FileFormat;

/**
 * A script and the faults that may occur in it.
 *
 * @param script actions of the run without faults
 * @param format format of the files, which decides how they are committed
 * @param sharedDisk whether both replicas use one disk or separate ones
 * @param dishonesty calls that the disks ignore
 */
record CrashScenario(CrashScript script, FileFormat format, boolean sharedDisk, Dishonesty dishonesty) {

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

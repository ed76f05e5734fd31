package io.sensorstreams.consumer.listen;

import java.util.Optional;

import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.disk.Dishonesty;

/**
 * A script, and everything that may go wrong in it.
 *
 * @param script what happens when nothing goes wrong
 * @param sharedDisk whether the replicas have one disk, or each its own
 * @param dishonesty what the disks do not do
 */
record CrashScenario(CrashScript script, boolean sharedDisk, Dishonesty dishonesty) {

    /**
     * Runs every sequence of choices, up to the first that breaks a promise.
     * @return what broke, and how; empty when nothing did
     */
    Optional<String> explore(Choices choices) {
        do {
            try {
                new CrashRun(this, choices).run();
            }
            catch (AssertionError | RuntimeException e) {
                return Optional.of(e + "\nafter " + String.join("\n  and ", choices.story()));
            }
        }
        while (choices.next());
        return Optional.empty();
    }

}

package io.sensorstreams.system;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Judges the log of a service that Kafka refuses. */
final class SecureLogs {

    private SecureLogs() {
    }

    static void assertNoStackTraces(String log) {
        assertThat(log.lines().filter((line) -> line.startsWith("\tat ") || line.startsWith("Caused by:")).limit(20))
            .isEmpty();
    }

    /** Warnings and errors that were logged. */
    static List<String> warnings(String log) {
        return log.lines().filter((line) -> line.contains(" WARN ") || line.contains("ERROR ")).toList();
    }

}

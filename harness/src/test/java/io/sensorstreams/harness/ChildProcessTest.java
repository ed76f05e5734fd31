package io.sensorstreams.harness;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ChildProcessTest {

    @TempDir
    private Path directory;

    @Test
    void restartsWithTheSameEnvironmentAndLog() {
        try (ChildProcess process = start("echo $ANSWER; sleep 60", Map.of("ANSWER", "42"))) {
            awaitLog(process, "42\n");

            process.kill();
            process.restart();

            awaitLog(process, "42\n42\n");
        }
    }

    @Test
    void killsAProcessThatDoesNotStopInTime() {
        try (ChildProcess process = start("trap '' TERM; echo ready; while :; do sleep 1; done", Map.of())) {
            awaitLog(process, "ready\n");

            process.stopOrKill(Duration.ofMillis(50));

            Waiting.until("it has ended", Duration.ofMinutes(1), () -> !process.isAlive());
            assertThat(process.exitCode()).isEqualTo(128 + 9);
        }
    }

    @Test
    void isKilledAtExitUntilItIsClosed() {
        ChildProcess process = start("sleep 60", Map.of());
        try (process) {
            assertThat(ChildProcess.AtExit.KILLED).contains(process);
        }
        assertThat(ChildProcess.AtExit.KILLED).doesNotContain(process);
    }

    @Test
    void namesAProgramThatDoesNotExist() {
        Path log = this.directory.resolve("log");

        assertThatExceptionOfType(UncheckedIOException.class)
            .isThrownBy(() -> new ChildProcess(List.of("/does/not/exist"), Map.of(), log))
            .withMessageContaining("/does/not/exist");
    }

    private ChildProcess start(String script, Map<String, String> environment) {
        return new ChildProcess(List.of("/bin/sh", "-c", script), environment, this.directory.resolve("log"))
            .killAtExit();
    }

    private static void awaitLog(ChildProcess process, String text) {
        Waiting.until("it has logged " + text, Duration.ofMinutes(1), () -> process.logged().equals(text));
    }

}

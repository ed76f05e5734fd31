package io.sensorstreams.launcher.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.JavaCommand;
import io.sensorstreams.launcher.api.RestClient;
import io.sensorstreams.launcher.plan.StartException;
import io.sensorstreams.launcher.progress.Patience;
import io.sensorstreams.launcher.progress.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ServiceProcessTest {

    @TempDir
    private Path directory;

    @Test
    void truncatesTheLogOfTheLastRun() throws Exception {
        Path log = Files.writeString(this.directory.resolve("log"), "of the last run");
        Object file = key(log);
        Path jar = Files.createFile(this.directory.resolve("service.jar"));

        start(jar, log).stop();

        assertThat(Files.readString(log)).doesNotContain("of the last run");
        assertThat(key(log)).isEqualTo(file);
    }

    @Test
    void namesAJarThatDoesNotExist() {
        Path jar = this.directory.resolve("service.jar");

        assertThatExceptionOfType(StartException.class).isThrownBy(() -> start(jar, this.directory.resolve("log")))
            .withMessage(jar + " does not exist; build it with mvn package");
    }

    @Test
    void quotesTheDescriptionOfAFailedStart() throws IOException {
        assertThat(reason("""
                2026-11-21T01:00:00Z ERROR 1 --- [main] o.s.b.d.LoggingFailureAnalysisReporter :

                ***************************
                APPLICATION FAILED TO START
                ***************************

                Description:

                Port 8081 was already in use.

                Action:

                Stop the process.
                """)).isEqualTo("Port 8081 was already in use.");
    }

    @Test
    void quotesTheLastErrorElse() throws IOException {
        assertThat(reason("""
                2026-11-21T01:00:00Z ERROR 1 --- [main] Application : first
                Caused by: java.io.IOException: No space left on device
                \tat java.base
                """)).isEqualTo("Caused by: java.io.IOException: No space left on device");
    }

    @Test
    void quotesTheLastLineOfALogWithoutErrors() throws IOException {
        assertThat(reason("one\ntwo\n")).isEqualTo("two");
        assertThat(reason("")).isEqualTo("it wrote nothing");
    }

    private ServiceProcess start(Path jar, Path log) throws Exception {
        Screen screen = new Screen(new PrintStream(new ByteArrayOutputStream()), false, 80, Instant.now());
        RestClient rest = new RestClient("service", new Api(1), new Patience(screen, Optional.empty()));
        JavaCommand command = new JavaCommand("service", jar, this.directory.resolve("archive"));
        return ServiceProcess.start(command, Map.of(), log, rest);
    }

    private static Object key(Path file) throws Exception {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private String reason(String text) throws IOException {
        return ServiceProcess.reason(Files.writeString(this.directory.resolve("service.log"), text));
    }

}

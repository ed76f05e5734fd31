package io.sensorstreams.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceLogTest {

    @TempDir
    private Path directory;

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

    private String reason(String text) throws IOException {
        return new ServiceLog(Files.writeString(this.directory.resolve("service.log"), text)).reason();
    }

}

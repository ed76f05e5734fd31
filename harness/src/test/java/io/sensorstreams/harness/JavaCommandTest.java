package io.sensorstreams.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class JavaCommandTest {

    @TempDir
    private Path directory;

    @Test
    void createsAnArchiveAndUsesItTheNextTime() throws IOException {
        Path archive = this.directory.resolve("a.jsa");
        JavaCommand command = new JavaCommand("producer-service", Path.of("p.jar"), archive);

        assertThat(command.words()).startsWith(System.getProperty("java.home") + "/bin/java")
            .contains("-XX:ArchiveClassesAtExit=" + archive)
            .endsWith("-jar", "p.jar");
        Files.createFile(archive);
        assertThat(command.words()).contains("-XX:SharedArchiveFile=" + archive);
    }

    @Test
    void runsTheCommandInAShellThatIgnoresCtrlC() {
        JavaCommand command = new JavaCommand("producer-service", Path.of("p.jar"), this.directory.resolve("a.jsa"));

        assertThat(command.guardedWords()).startsWith("/bin/sh", "-c").endsWith(command.words().toArray(String[]::new));
    }

}

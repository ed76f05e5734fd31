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
    void usesTheUnpackedJarOfTheGivenProjectIfThereIsOne() throws IOException {
        Path packaged = this.directory.resolve("producer-service/target/producer-service.jar");
        Path unpacked = this.directory.resolve("target/run/producer-service/producer-service.jar");

        assertThat(JavaCommand.ofRun(this.directory, "producer-service").jar()).isEqualTo(packaged);
        Files.createDirectories(unpacked.getParent());
        Files.createFile(unpacked);
        assertThat(JavaCommand.ofRun(this.directory, "producer-service").jar()).isEqualTo(unpacked);
    }

    @Test
    void runsTheCommandInAShellThatIgnoresCtrlC() {
        JavaCommand command = JavaCommand.ofRun(this.directory, "producer-service");

        assertThat(command.guardedWords()).startsWith("/bin/sh", "-c").endsWith(command.words().toArray(String[]::new));
    }

}

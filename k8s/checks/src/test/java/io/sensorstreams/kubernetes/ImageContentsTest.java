package io.sensorstreams.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks docker/contents.sh, and that the images of the services have no shell. */
class ImageContentsTest {

    private static final String CONTENTS = "../docker/contents.sh";

    @TempDir
    private Path image;

    private Stubs stubs;

    @BeforeEach
    void imageOfAService(@TempDir Path directory) throws IOException {
        file("opt/java/bin/java", "rwxr-xr-x");
        file("opt/java/lib/security/java.security", "rw-r--r--");
        file("app/producer-service.jar", "rw-r--r--");
        this.stubs = new Stubs(directory).command("docker", """
                case $1 in create) echo container ;; export) tar -C '%s' -cf - opt app bin ;; esac
                """.formatted(this.image));
        Files.createDirectory(this.image.resolve("bin"));
    }

    private void file(String name, String rights) throws IOException {
        Path file = this.image.resolve(name);
        Files.createDirectories(file.getParent());
        Files.setPosixFilePermissions(Files.createFile(file), PosixFilePermissions.fromString(rights));
    }

    @Test
    void anImageWithoutAShellPasses() throws Exception {
        Stubs.Result result = this.stubs.run(CONTENTS, Map.of());

        assertThat(result.output())
            .isEqualTo("sensor-streams/producer-service: no shell\nsensor-streams/consumer-service: no shell\n");
        assertThat(result.exit()).isZero();
        assertThat(Files.readAllLines(this.stubs.calls())).filteredOn((call) -> call.equals("docker rm container"))
            .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "bin/bash", "bin/dash", "bin/busybox", "opt/bin/python3.13", "opt/java/bin/jshell",
            "bin/apt-get", "app/curl" })
    void anImageWithAProgramThatNothingNeedsFails(String name) throws Exception {
        file(name, "rwxr-xr-x");

        Stubs.Result result = this.stubs.run(CONTENTS, Map.of());

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output())
            .contains("sensor-streams/producer-service has programs that a service does not need")
            .contains(name);
    }

    @Test
    void aLinkToAShellFails() throws Exception {
        Files.createSymbolicLink(this.image.resolve("bin/sh"), Path.of("/opt/tools"));

        assertThat(this.stubs.run(CONTENTS, Map.of()).exit()).isEqualTo(1);
    }

    @Test
    void aFileThatChangesTheUserFails() throws Exception {
        file("bin/mount", "rwxr-xr-x");
        assertThat(new ProcessBuilder("chmod", "u+s", this.image.resolve("bin/mount").toString()).start().waitFor())
            .isZero();

        Stubs.Result result = this.stubs.run(CONTENTS, Map.of());

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("has files that change the user").contains("bin/mount");
    }

    @Test
    void anotherImageIsNotTakenForOneOfAService() throws Exception {
        Files.delete(this.image.resolve("opt/java/bin/java"));

        assertThat(this.stubs.run(CONTENTS, Map.of()).exit()).isEqualTo(1);
    }

    @Test
    void aMissingImageIsReported() throws Exception {
        Stubs.Result result = this.stubs.command("docker", "exit 1").run(CONTENTS, Map.of());

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.output()).isEqualTo("there is no image sensor-streams/producer-service\n");
    }

    @Test
    void everyBuildOfTheImagesChecksTheirContents() {
        assertThat(ProjectFiles.read("docker/build-offline.sh")).contains("docker/contents.sh");
        assertThat(ProjectFiles.read("docker/check.sh")).contains("docker/contents.sh");
    }

    @Test
    void theImagesAreMadeFromNothingAndStartNoShell() {
        String dockerfile = ProjectFiles.read("Dockerfile");
        String images = dockerfile.substring(dockerfile.indexOf("FROM scratch AS runtime"));

        assertThat(dockerfile.lines()
            .dropWhile((line) -> !line.startsWith("FROM build AS files"))
            .filter((line) -> !line.startsWith("#"))).noneMatch((line) -> line.contains("bin/bash"));
        Matcher commands = Pattern.compile("(?m)^(?:RUN|ENTRYPOINT)|\\bCMD").matcher(images);
        while (commands.find()) {
            assertThat(images.substring(commands.end())).startsWith(" [\"java\"");
        }
        assertThat(commands.reset().results().count()).isGreaterThan(4);
    }

}

package io.sensorstreams.launcher.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a copy of {@code ./sensor} with stubs of Java and Maven, which record their calls.
 */
class SensorScriptTest {

    private static final String JAVA = """
            if [[ $1 == -version ]]; then echo 'openjdk version "17.0.1"' >&2; exit; fi
            main=launch
            for argument in "$@"; do
              case $argument in
                -XX:ArchiveClassesAtExit=*) [[ -e broken ]] || echo classes >"${argument#*=}"; main=archive ;;
                -XX:SharedArchiveFile=*) [[ -s ${argument#*=} ]] || echo 'no archive' >>calls ;;
              esac
            done
            echo "$main ${*: -1}" >>calls
            [[ $main == launch || ! -e broken ]]
            """;

    private static final String MAVEN = "echo build >>calls; mkdir -p launcher/target; touch launcher/target/launcher.jar";

    @TempDir
    private Path home;

    @BeforeEach
    void createProject() throws IOException {
        for (String script : List.of("sensor", "find-java.sh")) {
            Files.copy(Path.of("..", script), this.home.resolve(script));
        }
        Files.createFile(this.home.resolve("pom.xml"));
        for (String module : List.of("harness", "local-kafka", "launcher")) {
            Path sources = Files.createDirectories(this.home.resolve(module).resolve("src/main"));
            Files.createFile(sources.resolve("A.java"));
            Files.createFile(this.home.resolve(module).resolve("pom.xml"));
        }
        Files.createDirectories(this.home.resolve("docs/help"));
        Files.writeString(this.home.resolve("docs/help/sensor.txt"), "the help\n");
        stub("java", JAVA);
        stub("mvn", MAVEN);
    }

    @Test
    void buildsAndArchivesOnce() throws Exception {
        assertThat(run("streams")).containsExactly("build", "archive io.sensorstreams.launcher.console.Rehearsal",
                "launch streams");
        assertThat(run("streams")).containsExactly("launch streams");
    }

    @Test
    void archivesAgainAfterABuildAndKeepsNoOldFile() throws Exception {
        run("streams");
        Path jar = this.home.resolve("launcher/target/launcher.jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(run("streams")).containsExactly("archive io.sensorstreams.launcher.console.Rehearsal",
                "launch streams");
        assertThat(this.home.resolve("target/run")).isDirectoryContaining("glob:**/sensor-17.0.1.jsa")
            .isDirectoryNotContaining("glob:**.jsa.*")
            .isDirectoryNotContaining("glob:**building*");
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        run("streams");
        change("harness/src/main/A.java");

        assertThat(run("streams")).startsWith("build").endsWith("launch streams");
    }

    @Test
    void leavesTheOldJarToAProgramThatRuns() throws Exception {
        run("streams");
        change("pom.xml");
        Path jar = this.home.resolve("launcher/target/launcher.jar");
        Files.writeString(jar, "old");

        try (InputStream open = Files.newInputStream(jar)) {
            stub("mvn", "echo new >launcher/target/launcher.jar");
            run("streams");

            assertThat(open.readAllBytes()).asString().isEqualTo("old");
        }
        assertThat(jar).hasContent("new");
    }

    @Test
    void buildsNothingWhenTheEnvironmentSaysSo() throws Exception {
        assertThat(run("streams", Map.of("SENSOR_RUN_WITHOUT_BUILD", "true"))).isEmpty();
        assertThat(output()).isEqualTo("./sensor: " + this.home
                + "/launcher/target/launcher.jar does not exist; build it with mvn package, or unset SENSOR_RUN_WITHOUT_BUILD\n");

        run("streams");
        change("pom.xml");

        assertThat(run("streams", Map.of("SENSOR_RUN_WITHOUT_BUILD", "true"))).containsExactly("launch streams");
    }

    @Test
    void archivesOnceWhenThisJavaCannot() throws Exception {
        Files.createFile(this.home.resolve("broken"));

        assertThat(run("streams")).containsExactly("build", "archive io.sensorstreams.launcher.console.Rehearsal",
                "launch streams");
        assertThat(run("streams")).containsExactly("launch streams");
    }

    private void change(String file) throws IOException {
        Files.setLastModifiedTime(this.home.resolve(file), FileTime.from(Instant.now().plusSeconds(5)));
    }

    @Test
    void printsTheHelpWithoutABuild() throws Exception {
        assertThat(run("--help")).isEmpty();
        assertThat(output()).isEqualTo("the help\n");
    }

    @Test
    void saysWhereTheReasonOfAFailedBuildIs() throws Exception {
        stub("mvn", "echo 'ERROR: no such goal'; exit 1");

        assertThat(run("streams")).isEmpty();
        assertThat(output()).isEqualTo("Building ./sensor (a minute the first time)\n./sensor: the build failed: "
                + "ERROR: no such goal (see " + this.home + "/target/run/build-sensor.log)\n");
    }

    private void stub(String name, String body) throws IOException {
        Path commands = Files.createDirectories(this.home.resolve("jdk/bin"));
        Path file = Files.writeString(commands.resolve(name), "#!/usr/bin/env bash\ncd '" + this.home + "'\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs the script. Returns the calls of Java and Maven. */
    private List<String> run(String argument) throws Exception {
        return run(argument, Map.of());
    }

    private List<String> run(String argument, Map<String, String> environment) throws Exception {
        Path calls = this.home.resolve("calls");
        Files.writeString(calls, "");
        ProcessBuilder script = new ProcessBuilder("bash", this.home.resolve("sensor").toString(), argument)
            .redirectErrorStream(true)
            .redirectOutput(this.home.resolve("output").toFile());
        script.environment().remove("SENSOR_RUN_WITHOUT_BUILD");
        script.environment().putAll(environment);
        script.environment().put("JAVA_HOME", this.home.resolve("jdk").toString());
        script.environment()
            .merge("PATH", this.home.resolve("jdk/bin").toString(), (path, stubs) -> stubs + ":" + path);
        assertThat(script.start().waitFor(1, TimeUnit.MINUTES)).isTrue();
        return Files.readAllLines(calls);
    }

    private String output() throws IOException {
        return Files.readString(this.home.resolve("output"));
    }

}

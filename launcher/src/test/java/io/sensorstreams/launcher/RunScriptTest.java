package io.sensorstreams.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a copy of {@code ./run} with stubs of Java and Maven, which record their calls.
 */
class RunScriptTest {

    private static final String JAVA = """
            case $1 in
              -version) echo 'openjdk version "17.0.1"' >&2 ;;
              *) echo launch >>calls ;;
            esac
            """;

    /** Packages the program. A file "change" changes a source in the meantime. */
    private static final String MAVEN = """
            echo build >>calls
            sleep 0.05
            if [[ -e change ]]; then rm change; touch common/src/main/A.java; fi
            sleep 0.05
            for module in launcher producer-service consumer-service; do
              mkdir -p "$module/target"
              date +%N | tee "$module/target/$module.jar" >"$module/target/$module.jar.original"
            done
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void createProject() throws IOException {
        for (String script : List.of("run", "find-java.sh")) {
            Files.copy(Path.of("..", script), this.home.resolve(script));
        }
        Files.createFile(this.home.resolve("pom.xml"));
        for (String module : List.of("common", "harness", "local-kafka", "launcher", "producer-service",
                "consumer-service")) {
            Path sources = Files.createDirectories(this.home.resolve(module).resolve("src/main"));
            Files.createFile(sources.resolve("A.java"));
            Files.createFile(this.home.resolve(module).resolve("pom.xml"));
        }
        stub("java", JAVA);
        stub("mvn", MAVEN);
    }

    @Test
    void buildsOnce() throws Exception {
        assertThat(run()).containsExactly("build", "launch");
        assertThat(run()).containsExactly("launch");
    }

    @Test
    void buildsAgainWhenASourceChangedDuringTheBuild() throws Exception {
        Files.createFile(this.home.resolve("change"));

        assertThat(run()).containsExactly("build", "launch");
        assertThat(run()).containsExactly("build", "launch");
        assertThat(run()).containsExactly("launch");
    }

    @Test
    void leavesNoFileOfABuildThatFailed() throws Exception {
        stub("mvn", "echo 'ERROR: no such goal'; exit 1");

        assertThat(run()).isEmpty();
        assertThat(output()).contains("the build failed: ERROR: no such goal");
        assertThat(this.home.resolve("target/run")).isDirectoryNotContaining("glob:**building*");
    }

    @Test
    void namesTheJarThatIsMissingWithoutABuild() throws Exception {
        assertThat(run(Map.of("SENSOR_RUN_WITHOUT_BUILD", "true"))).isEmpty();
        assertThat(output()).isEqualTo("./run: " + this.home
                + "/launcher/target/launcher.jar does not exist; build it with mvn package, or unset SENSOR_RUN_WITHOUT_BUILD\n");
    }

    @Test
    void usesStaleJarsWithoutABuild() throws Exception {
        Files.createFile(this.home.resolve("change"));
        run();

        assertThat(run(Map.of("SENSOR_RUN_WITHOUT_BUILD", "true"))).containsExactly("launch");
    }

    private void stub(String name, String body) throws IOException {
        Path commands = Files.createDirectories(this.home.resolve("jdk/bin"));
        Path file = Files.writeString(commands.resolve(name), "#!/usr/bin/env bash\ncd '" + this.home + "'\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs the script. Returns the calls of Java and Maven. */
    private List<String> run() throws Exception {
        return run(Map.of());
    }

    private List<String> run(Map<String, String> environment) throws Exception {
        Path calls = this.home.resolve("calls");
        Files.writeString(calls, "");
        ProcessBuilder script = new ProcessBuilder("bash", this.home.resolve("run").toString(), "--once")
            .redirectErrorStream(true)
            .redirectOutput(this.home.resolve("output").toFile());
        script.environment().remove("SENSOR_RUN_WITHOUT_BUILD");
        script.environment().put("JAVA_HOME", this.home.resolve("jdk").toString());
        script.environment()
            .merge("PATH", this.home.resolve("jdk/bin").toString(), (path, stubs) -> stubs + ":" + path);
        script.environment().putAll(environment);
        assertThat(script.start().waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new ArrayList<>(Files.readAllLines(calls));
    }

    private String output() throws IOException {
        return Files.readString(this.home.resolve("output"));
    }

}

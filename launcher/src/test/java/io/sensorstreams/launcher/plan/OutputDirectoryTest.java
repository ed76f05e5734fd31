package io.sensorstreams.launcher.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OutputDirectoryTest {

    private final List<String> warnings = new ArrayList<>();

    @TempDir
    private Path path;

    @Test
    void continuesWithItsKafkaCluster() throws Exception {
        OutputDirectory out = new OutputDirectory(this.path);
        assertThat(out.claim(Optional.empty(), this.warnings::add)).isFalse();
        Files.createDirectories(out.kafka());
        files();

        assertThat(out.claim(Optional.empty(), this.warnings::add)).isTrue();
    }

    @Test
    void continuesWithTheSameExternalKafka() throws Exception {
        OutputDirectory out = new OutputDirectory(this.path);
        out.claim(Optional.of("one"), this.warnings::add);
        files();

        assertThat(out.claim(Optional.of("one"), this.warnings::add)).isTrue();
    }

    @Test
    void refusesFilesOfAnotherCluster() throws Exception {
        OutputDirectory out = new OutputDirectory(this.path);
        out.claim(Optional.of("one"), this.warnings::add);
        files();

        refuses(out, Optional.of("two"));
        refuses(out, Optional.empty());
    }

    @Test
    void refusesFilesWhoseLocalKafkaIsGone() throws Exception {
        OutputDirectory out = new OutputDirectory(this.path);
        out.claim(Optional.empty(), this.warnings::add);
        files();

        refuses(out, Optional.empty());
    }

    @Test
    void takesADirectoryWithoutFilesFromAnotherKafka() throws Exception {
        OutputDirectory out = new OutputDirectory(this.path);
        out.claim(Optional.of("one"), this.warnings::add);

        assertThat(out.claim(Optional.of("two"), this.warnings::add)).isFalse();
    }

    @Test
    void keepsTheLogsOfTheLatestRuns() throws Exception {
        OutputDirectory out = new OutputDirectory(this.path);
        for (int run = 1; run <= OutputDirectory.KEPT_LOGS + 3; run++) {
            out.claim(Optional.empty(), this.warnings::add);
            Files.writeString(out.log("kafka"), "run " + run);
            Files.writeString(out.log("producer-service"), "run " + run);
        }

        assertThat(out.log("kafka")).hasContent("run 12");
        assertThat(out.logs().resolve("1/producer-service.log")).hasContent("run 11");
        assertThat(out.logs().resolve("9/kafka.log")).hasContent("run 3");
        assertThat(out.logs().resolve("10")).doesNotExist();
    }

    @Test
    void deletesTheOldestLogsWithAllOtherFilesOfTheirRun() throws Exception {
        OutputDirectory out = new OutputDirectory(this.path);
        for (int run = 1; run <= OutputDirectory.KEPT_LOGS + 1; run++) {
            out.claim(Optional.empty(), this.warnings::add);
            Files.writeString(out.log("kafka"), "run " + run);
        }
        Files.createDirectories(out.logs().resolve("9/heap"));
        Files.writeString(out.logs().resolve("9/heap/dump.hprof"), "");

        out.claim(Optional.empty(), this.warnings::add);

        assertThat(out.logs().resolve("9/kafka.log")).hasContent("run 2");
        assertThat(out.logs().resolve("9/heap")).doesNotExist();
        assertThat(this.warnings).isEmpty();
    }

    @Test
    void warnsWhenTheLogsCannotBeMoved() throws Exception {
        OutputDirectory out = new OutputDirectory(this.path);
        out.claim(Optional.empty(), this.warnings::add);
        Files.writeString(out.log("kafka"), "run 1");
        Files.createDirectories(out.logs().resolve("1"));
        Files.createDirectories(out.logs().resolve("2/in the way"));
        Files.createSymbolicLink(out.logs().resolve("3"), Path.of("3"));

        assertThat(out.claim(Optional.empty(), this.warnings::add)).isFalse();
        assertThat(this.warnings).singleElement().asString().contains(out.logs().toString());
    }

    @Test
    void leavesTheLogsOfAnotherKafkaAlone() throws Exception {
        OutputDirectory out = new OutputDirectory(this.path);
        out.claim(Optional.of("one"), this.warnings::add);
        Files.writeString(out.log("kafka"), "run 1");
        files();

        refuses(out, Optional.of("two"));
        assertThat(out.log("kafka")).hasContent("run 1");
    }

    private void refuses(OutputDirectory out, Optional<String> clusterId) {
        assertThatExceptionOfType(StartException.class).isThrownBy(() -> out.claim(clusterId, this.warnings::add))
            .withMessage(
                    "Output directory " + this.path + " holds files of another Kafka; choose another one with --out");
    }

    private void files() throws IOException {
        Files.createDirectories(this.path.resolve("AIR/AIR/partition=0"));
    }

}

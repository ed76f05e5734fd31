package io.sensorstreams.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OutputDirectoryTest {

    @TempDir
    private Path path;

    @Test
    void goesOnWithTheKafkaThatItHolds() throws Exception {
        OutputDirectory out = new OutputDirectory(this.path);
        assertThat(out.claim(Optional.empty())).isFalse();
        Files.createDirectories(out.kafka());
        files();

        assertThat(out.claim(Optional.empty())).isTrue();
    }

    @Test
    void goesOnWithTheSameKafkaOutside() throws Exception {
        OutputDirectory out = new OutputDirectory(this.path);
        out.claim(Optional.of("one"));
        files();

        assertThat(out.claim(Optional.of("one"))).isTrue();
    }

    @Test
    void refusesFilesThatAnotherKafkaKnows() throws Exception {
        OutputDirectory out = new OutputDirectory(this.path);
        out.claim(Optional.of("one"));
        files();

        refuses(out, Optional.of("two"));
        refuses(out, Optional.empty());
    }

    @Test
    void refusesFilesWhoseLocalKafkaIsGone() throws Exception {
        OutputDirectory out = new OutputDirectory(this.path);
        out.claim(Optional.empty());
        files();

        refuses(out, Optional.empty());
    }

    @Test
    void takesADirectoryWithoutFilesFromAnotherKafka() throws Exception {
        OutputDirectory out = new OutputDirectory(this.path);
        out.claim(Optional.of("one"));

        assertThat(out.claim(Optional.of("two"))).isFalse();
    }

    @Test
    void keepsTheLogsOfTheLatestRuns() throws Exception {
        OutputDirectory out = new OutputDirectory(this.path);
        for (int run = 1; run <= RunLogs.KEPT + 3; run++) {
            out.claim(Optional.empty());
            Files.writeString(out.log("kafka"), "run " + run);
            Files.writeString(out.log("producer-service"), "run " + run);
        }

        assertThat(out.log("kafka")).hasContent("run 12");
        assertThat(out.logs().resolve("1/producer-service.log")).hasContent("run 11");
        assertThat(out.logs().resolve("9/kafka.log")).hasContent("run 3");
        assertThat(out.logs().resolve("10")).doesNotExist();
    }

    private void refuses(OutputDirectory out, Optional<String> clusterId) {
        assertThatExceptionOfType(StartException.class).isThrownBy(() -> out.claim(clusterId))
            .withMessage(
                    "Output directory " + this.path + " holds files of another Kafka; choose another one with --out");
    }

    private void files() throws IOException {
        Files.createDirectories(this.path.resolve("AIR/AIR/partition=0"));
    }

}

package io.sensorstreams.kubernetes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks docker/sizes.sh, and that the build of the images leaves out what made them
 * large.
 */
class ImageSizesTest {

    private static final String SIZES = "../docker/sizes.sh";

    private Stubs stubs;

    @BeforeEach
    void freshMachine(@TempDir Path directory) throws IOException {
        this.stubs = new Stubs(directory);
    }

    @Test
    void anImageAtTheLimitIsNotTooLarge() throws Exception {
        Stubs.Result result = this.stubs.command("docker", "echo 250000000").run(SIZES, Map.of());

        assertThat(result.exit()).isZero();
        assertThat(result.output())
            .isEqualTo("sensor-streams/producer-service: 250 MB\nsensor-streams/consumer-service: 250 MB\n");
    }

    @Test
    void anImageAboveTheLimitFails() throws Exception {
        Stubs.Result result = this.stubs.command("docker", "[[ $* == *consumer* ]] && echo 250000001 || echo 200000000")
            .run(SIZES, Map.of());

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("sensor-streams/consumer-service is larger than 250 MB")
            .doesNotContain("producer-service is larger");
    }

    @Test
    void aMissingImageIsReported() throws Exception {
        Stubs.Result result = this.stubs.command("docker", "exit 1").run(SIZES, Map.of());

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.output()).isEqualTo("there is no image sensor-streams/producer-service\n");
    }

    @Test
    void everyBuildOfTheImagesChecksTheirSizes() {
        assertThat(ProjectFiles.read("docker/build-offline.sh")).contains("docker/sizes.sh");
        assertThat(ProjectFiles.read("docker/check.sh")).contains("docker/sizes.sh");
    }

    @Test
    void theRuntimeHasNoDebugSymbols() {
        assertThat(ProjectFiles.read("Dockerfile"))
            .containsPattern("jlink [^\\n]*--exclude-files 'glob:\\*\\*\\.debuginfo'");
    }

}

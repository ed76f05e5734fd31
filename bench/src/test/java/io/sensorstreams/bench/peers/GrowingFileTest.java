package io.sensorstreams.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class GrowingFileTest {

    @TempDir
    Path directory;

    @Test
    void doesNotCountTheRowsThatItStartsWith() throws IOException {
        Path complete = Files.writeString(this.directory.resolve("rows.csv"), "1\n2\n");

        assertThat(new GrowingFile(complete).rowsPerSecond(2, 4)).isZero();
        assertThat(complete).as("which is measured once").doesNotExist();
    }

    @Test
    void failsWhenTheFileHasMoreThanTheRows() throws IOException {
        Path longer = Files.writeString(this.directory.resolve("rows.csv"), "1\n2\n2\n");

        assertThatIllegalStateException().isThrownBy(() -> new GrowingFile(longer).rowsPerSecond(2, 4))
            .withMessage(longer + " has 6 bytes, expected 4");
    }

}

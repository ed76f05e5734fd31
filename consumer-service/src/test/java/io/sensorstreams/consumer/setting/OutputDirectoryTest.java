package io.sensorstreams.consumer.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.sensorstreams.common.setting.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OutputDirectoryTest {

    private static final String SETTING = "sensor.output-dir (SENSOR_OUTPUT_DIR)";

    @TempDir
    Path temporary;

    @Test
    void createsAMissingDirectory() {
        Path missing = this.temporary.resolve("some/where");

        assertThat(OutputDirectory.usable(SETTING, missing)).isEqualTo(missing).isDirectory();
        assertThat(OutputDirectory.usable(SETTING, missing)).isEqualTo(missing);
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.writeString(this.temporary.resolve("file"), "");

        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> OutputDirectory.usable(SETTING, file))
            .withMessage("%s is '%s', but '%s' is not a directory", SETTING, file, file);
    }

    @Test
    void refusesADirectoryBelowAFile() throws IOException {
        Path file = Files.writeString(this.temporary.resolve("file"), "");

        assertThatExceptionOfType(InvalidSettingException.class)
            .isThrownBy(() -> OutputDirectory.usable(SETTING, file.resolve("output")))
            .withMessage("%s is '%s/output', but '%s' is not a directory", SETTING, file, file);
    }

}

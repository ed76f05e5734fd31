package io.sensorstreams.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DataDirectoryTest {

    @TempDir
    private Path path;

    @Test
    void plansAStreamForEachCsvFile() throws Exception {
        files("WATER2308.csv", "AIR2308.csv", "earth-2308 b.csv.gz", "Soil.csv.zst", "README.md", "notes.csv.bak");

        assertThat(new DataDirectory(this.path).streams()).containsExactly(
                new StreamPlan("air2308", "AIR", "AIR2308.csv"), new StreamPlan("soil", "Soil", "Soil.csv.zst"),
                new StreamPlan("water2308", "WATER", "WATER2308.csv"),
                new StreamPlan("earth-2308-b", "earth", "earth-2308 b.csv.gz"));
    }

    @Test
    void refusesTwoFilesOfOneName() throws IOException {
        files("AIR2308.csv", "AIR2308.csv.gz");

        refuses("AIR2308.csv and AIR2308.csv.gz would both be stream 'air2308'; leave one of them in " + this.path);
    }

    @Test
    void refusesANameWithoutATopic() throws IOException {
        files("2308.csv");

        refuses("The name of 2308.csv begins with no letter, so it names no topic");
    }

    @Test
    void refusesADirectoryWithoutCsvFiles() throws IOException {
        files("README.md");

        refuses("No CSV file (.csv, .csv.gz, .csv.zst) in data directory " + this.path);
    }

    @Test
    void refusesAMissingDirectory() {
        Path missing = this.path.resolve("missing");

        assertThatExceptionOfType(StartException.class).isThrownBy(() -> new DataDirectory(missing).streams())
            .withMessage("Data directory " + missing + " does not exist; name one with --data");
    }

    private void refuses(String message) {
        assertThatExceptionOfType(StartException.class).isThrownBy(() -> new DataDirectory(this.path).streams())
            .withMessage(message);
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Files.createFile(this.path.resolve(name));
        }
    }

}

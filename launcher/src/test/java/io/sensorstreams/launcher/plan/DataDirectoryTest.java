package io.sensorstreams.launcher.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

        assertThat(plans()).isEqualTo(new StreamPlans(List.of(new StreamPlan("air2308", "AIR", "AIR2308.csv"),
                new StreamPlan("soil", "Soil", "Soil.csv.zst"), new StreamPlan("water2308", "WATER", "WATER2308.csv"),
                new StreamPlan("earth-2308-b", "earth", "earth-2308 b.csv.gz")), List.of()));
    }

    @Test
    void streamsOneOfTwoFilesOfOneNameAndNamesTheOther() throws Exception {
        files("AIR2308.csv", "AIR2308.csv.gz");

        assertThat(plans()).isEqualTo(new StreamPlans(List.of(new StreamPlan("air2308", "AIR", "AIR2308.csv")), List
            .of("AIR2308.csv.gz is not streamed: AIR2308.csv and AIR2308.csv.gz would both be stream 'air2308': "
                    + "rename one of them")));
    }

    @Test
    void streamsTheOthersWhenANameAllowsNoStream() throws Exception {
        String tooLong = "A".repeat(101) + ".csv";
        files("AIR2308.csv", "2024-02.csv", "UPPER.CSV", "tabs.tsv", "Öl.csv", tooLong, ".hidden.csv");

        assertThat(plans()).isEqualTo(new StreamPlans(List.of(new StreamPlan("air2308", "AIR", "AIR2308.csv")), List.of(
                "2024-02.csv is not streamed: its name does not begin with a letter from A to Z, so its topic is unknown: set "
                        + "it with --topic '2024-02.csv=TOPIC'",
                tooLong + " is not streamed: its name is too long, a stream name has at most 100 characters: rename it",
                "UPPER.CSV is not streamed: its name does not end in .csv, .csv.gz or .csv.zst, in lower case: "
                        + "rename it to UPPER.csv",
                "tabs.tsv is not streamed: its name does not end in .csv, .csv.gz or .csv.zst, in lower case: save it "
                        + "as comma-separated values",
                "Öl.csv is not streamed: its name does not begin with a letter from A to Z, so its topic is unknown: set it "
                        + "with --topic 'Öl.csv=TOPIC'")));
    }

    @Test
    void givesAFileTheTopicThatTheUserNamed() throws Exception {
        files("2024-02.csv", "данные.csv");

        assertThat(new DataDirectory(this.path).streams(Map.of("2024-02.csv", "AIR", "данные.csv", "My_Topic")))
            .isEqualTo(new StreamPlans(List.of(new StreamPlan("2024-02", "AIR", "2024-02.csv"),
                    new StreamPlan("my-topic", "My_Topic", "данные.csv")), List.of()));
    }

    @Test
    void refusesATopicForAFileThatIsNotThere() throws IOException {
        files("AIR2308.csv");

        assertThatExceptionOfType(StartException.class)
            .isThrownBy(() -> new DataDirectory(this.path).streams(Map.of("air.csv", "AIR")))
            .withMessage("--topic names air.csv, which is not a CSV file in data directory " + this.path);
    }

    @Test
    void refusesADirectoryWithoutAFileThatCanBeStreamed() throws IOException {
        files("2308.csv");

        refuses("No file can be streamed: 2308.csv is not streamed: its name does not begin with a letter from A to Z, so its "
                + "topic is unknown: set it with --topic '2308.csv=TOPIC'");
    }

    @Test
    void leavesAVersionedDirectoryAlone() throws Exception {
        files("AIR2308.csv");
        Path copy = this.path.resolve("copy");

        assertThat(new DataDirectory(this.path, true).writable(copy)).isEqualTo(new DataDirectory(copy));
        assertThat(copy).isDirectoryContaining("glob:**/AIR2308.csv");

        Files.writeString(copy.resolve("AIR2308.csv"), "uploaded");
        new DataDirectory(this.path, true).writable(copy);
        assertThat(copy.resolve("AIR2308.csv")).hasContent("uploaded");
    }

    @Test
    void usesADirectoryOfTheUserAsItIs() throws Exception {
        files("AIR2308.csv");
        DataDirectory data = new DataDirectory(this.path);

        assertThat(data.writable(this.path.resolve("copy"))).isEqualTo(data);
    }

    @Test
    void refusesADirectoryWithoutCsvFiles() throws IOException {
        files("README.md");

        refuses("No CSV file (.csv, .csv.gz, .csv.zst) in data directory " + this.path);
    }

    @Test
    void refusesAMissingDirectory() {
        Path missing = this.path.resolve("missing");

        assertThatExceptionOfType(StartException.class).isThrownBy(() -> new DataDirectory(missing).streams(Map.of()))
            .withMessage("Data directory " + missing + " does not exist; name one with --data");
    }

    private StreamPlans plans() throws StartException {
        return new DataDirectory(this.path).streams(Map.of());
    }

    private void refuses(String message) {
        assertThatExceptionOfType(StartException.class).isThrownBy(this::plans).withMessage(message);
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Files.createFile(this.path.resolve(name));
        }
    }

}

package io.sensorstreams.launcher.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

class DataDirectoryTest {

    @TempDir
    private Path path;

    @Test
    void plansAStreamForEachCsvFile() throws Exception {
        files("WATER2308.csv", "AIR2308.csv", "earth-2308 b.csv.gz", "Soil.csv.zst", "README.md", "notes.csv.bak");

        assertThat(plans()).isEqualTo(new StreamPlans(List.of(new StreamPlan("air2308", "AIR", "AIR2308.csv"),
                new StreamPlan("soil", "Soil", "Soil.csv.zst"), new StreamPlan("water2308", "WATER", "WATER2308.csv"),
                new StreamPlan("earth-2308-b", "earth", "earth-2308 b.csv.gz")), Map.of(), Map.of()));
    }

    @Test
    void upperAndLowerCaseOfAnEndingDoNotMatter() throws Exception {
        files("UPPER.CSV", "Mixed.Csv.GZ", "LOUD.CSV.ZST");

        assertThat(plans().streams()).containsExactlyInAnyOrder(new StreamPlan("upper", "UPPER", "UPPER.CSV"),
                new StreamPlan("mixed", "Mixed", "Mixed.Csv.GZ"), new StreamPlan("loud", "LOUD", "LOUD.CSV.ZST"));
        assertThat(plans().leftOut()).isEmpty();
    }

    @Test
    void streamsTablesWithOtherEndings() throws Exception {
        files("LOUD.TSV", "tabs.tsv.gz", "notes.txt", "list.txt.zst");
        Files.writeString(this.path.resolve("Davis.txt"), "\t\tTemp\nDate\tTime\tOut\n1/02/24\t12:05a\t5.5\n");
        Files.writeString(this.path.resolve("notes.txt"), "Read me, please.\nThe station, at 5 m, was moved, twice.\n");

        assertThat(plans().streams()).containsExactlyInAnyOrder(new StreamPlan("loud", "LOUD", "LOUD.TSV"),
                new StreamPlan("tabs", "tabs", "tabs.tsv.gz"), new StreamPlan("davis", "Davis", "Davis.txt"),
                new StreamPlan("list", "list", "list.txt.zst"));
        assertThat(plans().leftOut()).isEmpty();
        assertThat(plans().otherFormats()).isEqualTo(Map.of("notes.txt",
                "notes.txt is not streamed: it has no columns that are separated by commas, semicolons, tabs or bars: "
                        + "if it has readings in one column, name it notes.csv"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', textBlock = """
            Time Station V;2024-03-01T00:00 S0 0.5;2024-03-01T00:10 S0 0.6 = true
            Time^V;2024-03-01^0.5                                          = true
            Time~V;2024-03-01~0.5                                          = true
            Station 1 moved;Read this first;and that                       = false
            Two words;3 words more                                         = false
            """)
    void tellsTablesFromOtherTexts(String lines, boolean table) throws IOException {
        Path file = Files.writeString(this.path.resolve("a.txt"), lines.replace(';', '\n'));

        assertThat(PlainText.isTable(file)).isEqualTo(table);
    }

    @ParameterizedTest
    @CsvSource({ "AIR2308.csv,AIR2308.tsv", "AIR2308.csv,AIR2308.csv.gz", "AIR2308.csv,AIR2308.CSV",
            "air2308.csv,AIR2308.CSV.gz" })
    void streamsOneOfTwoFilesOfOneNameAndNamesTheOther(String streamed, String other) throws Exception {
        files(streamed, other);

        assertThat(plans().streams()).extracting(StreamPlan::file).containsExactly(streamed);
        assertThat(plans().leftOut()).isEqualTo(Map.of(other, other + " is not streamed: " + streamed + " and " + other
                + " would both be stream 'air2308': rename one of them"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"',
            textBlock = """
                    2024-02.csv | its name does not begin with a letter from A to Z, so its topic is unknown: name the topic, as in --topic 2024-02=AIR
                    2024-02.CSV.gz | its name does not begin with a letter from A to Z, so its topic is unknown: name the topic, as in --topic 2024-02=AIR
                    Öl.csv | its name does not begin with a letter from A to Z, so its topic is unknown: name the topic, as in --topic Öl=AIR
                    1 (2).csv | its name does not begin with a letter from A to Z, so its topic is unknown: name the topic, as in --topic '1 (2)=AIR'
                    1's.csv | its name does not begin with a letter from A to Z, so its topic is unknown: name the topic, as in --topic '1'\\''s=AIR'
                    -1.csv | its name does not begin with a letter from A to Z, so its topic is unknown: name the topic, as in --topic=-1=AIR
                    """)
    void streamsTheOthersWhenANameHasNoTopic(String odd, String fault) throws Exception {
        files("AIR2308.csv", odd);

        leavesOut(odd, fault);
    }

    @Test
    void namesAFileWithItsEndingWhenAnotherHasTheSameName() throws Exception {
        files("AIR2308.csv", "1.csv", "1.csv.gz");

        assertThat(plans().leftOut()).containsOnlyKeys("1.csv", "1.csv.gz");
        assertThat(plans().leftOut().get("1.csv.gz")).endsWith("as in --topic 1.csv.gz=AIR");
    }

    @Test
    void streamsTheOthersWhenANameIsTooLong() throws Exception {
        String tooLong = "A".repeat(101) + ".csv";
        files("AIR2308.csv", tooLong);

        leavesOut(tooLong, "its name is too long, a stream name has at most 100 characters: rename it");
    }

    @Test
    void streamsTheOthersWhenAFileCannotBeRead() throws Exception {
        files("AIR2308.csv");
        Files.createFile(this.path.resolve("EARTH.csv"));
        Files.writeString(this.path.resolve("FIRE.csv"), "\ufeff\r\n\n");
        Files.createDirectory(this.path.resolve("SOIL.csv"));
        Files.createSymbolicLink(this.path.resolve("WATER.csv"), Path.of("nothing"));
        Path outside = Files.createDirectory(this.path.resolve("inside"));
        Files.createSymbolicLink(outside.resolve("FIRE.csv"), this.path.resolve("AIR2308.csv"));

        assertThat(plans().streams()).extracting(StreamPlan::file).containsExactly("AIR2308.csv");
        assertThat(plans().leftOut().values()).containsExactly(
                "EARTH.csv is not streamed: it is empty, and a CSV file begins with a header line: write it again or remove it",
                "FIRE.csv is not streamed: it is empty, and a CSV file begins with a header line: write it again or remove it",
                "SOIL.csv is not streamed: it is a directory, and its files are not searched: move them to "
                        + this.path,
                "WATER.csv is not streamed: it is a link to a file that does not exist: correct or remove the link");
        assertThat(new FileCheck(outside).fault("FIRE.csv"))
            .contains("it is a link that leads out of the data directory: copy the file to " + outside);
    }

    @Test
    void streamsTheOthersWhenAFileMustNotBeRead() throws Exception {
        files("AIR2308.csv", "EARTH.csv");
        Path secret = this.path.resolve("EARTH.csv");
        Files.setPosixFilePermissions(secret, Set.of());
        assumeThat(Files.isReadable(secret)).as("root reads every file").isFalse();

        leavesOut("EARTH.csv", "this user must not read it: allow it with chmod, or remove it from the directory");
    }

    @ParameterizedTest
    @CsvSource({ "logger.dat,name it logger.txt", "a.TAB.gz,name it a.txt.gz",
            "Book 1.xlsx,save it with commas between the fields as Book 1.csv", "AIR.csv.bz2,decompress it",
            "AIR.tsv.zip,decompress it" })
    void namesTablesOfOtherFormats(String file, String remedy) throws Exception {
        files("AIR2308.csv", file);

        assertThat(plans().leftOut()).isEmpty();
        assertThat(plans().otherFormats()).isEqualTo(Map.of(file,
                file + " is not streamed: only .csv, .tsv and .txt files, also with .gz or .zst, are read: " + remedy));
    }

    @Test
    void givesAFileTheTopicThatTheUserNamed() throws Exception {
        files("2024-02.csv", "2024-03.CSV.gz", "данные.csv");

        assertThat(plans(Map.of("2024-02.csv", "AIR", "2024-03", "AIR", "данные", "My_Topic")).streams())
            .containsExactlyInAnyOrder(new StreamPlan("2024-02", "AIR", "2024-02.csv"),
                    new StreamPlan("2024-03", "AIR", "2024-03.CSV.gz"),
                    new StreamPlan("my-topic", "My_Topic", "данные.csv"));
    }

    @Test
    void prefersAFileOfExactlyThatName() throws Exception {
        files("1.csv", "1.csv.csv");

        assertThat(plans(Map.of("1.csv", "AIR")).streams()).containsExactly(new StreamPlan("1", "AIR", "1.csv"));
    }

    @Test
    void leavesOutAFileWhoseNameAndTopicGiveNoStreamName() throws Exception {
        files("AIR2308.csv", "---.csv");

        assertThat(plans(Map.of("---", "_")).leftOut().values()).containsExactly(
                "---.csv is not streamed: neither its name nor its topic has a letter or digit for the name of a stream: "
                        + "rename it");
    }

    @Test
    void refusesATopicThatMayBelongToSeveralFiles() throws IOException {
        files("1.csv", "1.csv.gz");

        refuses(Map.of("1", "AIR"), "--topic names 1, which may be 1.csv or 1.csv.gz: name the file with its ending");
    }

    @Test
    void refusesTwoTopicsForAFile() throws IOException {
        files("1.csv");

        refuses(Map.of("1", "AIR", "1.csv", "EARTH"), "--topic names 1.csv twice");
    }

    @Test
    void refusesATopicForAFileThatIsNotThere() throws IOException {
        files("AIR2308.csv");

        refuses(Map.of("air.csv", "AIR"),
                "--topic names air.csv, which is not a CSV file in data directory " + this.path);
    }

    @Test
    void refusesADirectoryWithoutAFileThatCanBeStreamed() throws IOException {
        files("2308.csv");

        refuses("No file can be streamed: 2308.csv is not streamed: its name does not begin with a letter from A to Z, so its "
                + "topic is unknown: name the topic, as in --topic 2308=AIR");
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

        String none = "No data file in data directory " + this.path
                + ": .csv, .tsv and .txt files, also with .gz or .zst, are read";
        refuses(none);

        files("AIR.xls");
        refuses(none + "; AIR.xls is not streamed: only .csv, .tsv and .txt files, also with .gz or .zst, are read: "
                + "save it with commas between the fields as AIR.csv");
    }

    @Test
    void refusesAMissingDirectory() {
        Path missing = this.path.resolve("missing");

        assertThatExceptionOfType(StartException.class).isThrownBy(() -> new DataDirectory(missing).streams(Map.of()))
            .withMessage("Data directory " + missing + " does not exist; name one with --data");
    }

    private void leavesOut(String file, String fault) throws StartException {
        assertThat(plans()).isEqualTo(new StreamPlans(List.of(new StreamPlan("air2308", "AIR", "AIR2308.csv")),
                Map.of(file, file + " is not streamed: " + fault), Map.of()));
    }

    private StreamPlans plans() throws StartException {
        return plans(Map.of());
    }

    private StreamPlans plans(Map<String, String> topics) throws StartException {
        return new DataDirectory(this.path).streams(topics);
    }

    private void refuses(String message) {
        refuses(Map.of(), message);
    }

    private void refuses(Map<String, String> topics, String message) {
        assertThatExceptionOfType(StartException.class).isThrownBy(() -> plans(topics)).withMessage(message);
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(this.path.resolve(name), "Time,Station\n");
        }
    }

}

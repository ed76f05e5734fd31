package io.sensorstreams.launcher.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class WatchedFilesTest {

    private static final String ROW = "Time,Station\n01/01/2024 00:00:00,S1\n";

    @TempDir
    private Path path;

    @Test
    void namesEachFileThatNoStreamSends() throws Exception {
        write("AIR1.csv", "2024-02.csv", "given.csv");
        StreamPlans plans = new DataDirectory(this.path).watching(Map.of("given", "EARTH"), List.of("WIND"));
        assertThat(plans.streams()).extracting(StreamPlan::name).containsExactly("air-files", "wind-files", "given");
        assertThat(plans.leftOut()).isEqualTo(Map.of("2024-02.csv",
                "2024-02.csv is not streamed: its name does not begin with a letter from A to Z, so its topic is "
                        + "unknown: name the topic, as in --topic 2024-02=AIR"));
        WatchedFiles files = plans.watched(new DataDirectory(this.path));

        write("AIR2.csv.gz", "WIND.TXT", "SEA1.csv", "air3.csv", "2024-03.csv", ".hidden.csv", "notes.md");
        Files.createDirectory(this.path.resolve("WIND2.csv"));
        Files.createSymbolicLink(this.path.resolve("AIR3.csv"), this.path.resolve("nothing"));
        Files.createFile(this.path.resolve("AIR4.csv"));
        Files.createFile(this.path.resolve("book.xlsx"));

        assertThat(files.notSent(files.names())).isEqualTo(Map.of("SEA1.csv",
                "SEA1.csv is not streamed: by its name it belongs to topic SEA, which this run does not watch: "
                        + "end it with Ctrl-C and start it again, or rename the file",
                "air3.csv",
                "air3.csv is not streamed: by its name it belongs to topic air, which this run does not watch: "
                        + "end it with Ctrl-C and start it again, or rename the file",
                "2024-02.csv",
                "2024-02.csv is not streamed: its name does not begin with a letter from A to Z, so its topic is "
                        + "unknown: rename it, as in AIR-2024-02.csv",
                "2024-03.csv",
                "2024-03.csv is not streamed: its name does not begin with a letter from A to Z, so its topic is "
                        + "unknown: rename it, as in AIR-2024-03.csv",
                "WIND2.csv",
                "WIND2.csv is not streamed: it is a directory, and its files are not searched: move them to "
                        + this.path,
                "AIR3.csv",
                "AIR3.csv is not streamed: it is a link to a file that does not exist: correct or remove the link",
                "book.xlsx", "book.xlsx is not streamed: only .csv, .tsv and .txt files, also with .gz or .zst, are "
                        + "read: save it with commas between the fields as book.csv"));
    }

    @Test
    void waitsForTheFirstFileOfADirectory() throws Exception {
        StreamPlans plans = new DataDirectory(this.path).watching(Map.of(), List.of());

        assertThat(plans.streams()).extracting(StreamPlan::shown)
            .containsExactly("files of topic AIR", "files of topic EARTH", "files of topic WATER");
        assertThat(plans.leftOut()).isEmpty();
    }

    @Test
    void keepsTheReasonOfAFileThatNoTopicSends() throws Exception {
        Files.createFile(this.path.resolve("x.csv"));
        Files.createFile(this.path.resolve("AIR2.csv"));
        write("AIR1.csv", "AIR1.csv.gz");

        StreamPlans plans = new DataDirectory(this.path).watching(Map.of(), List.of());

        assertThat(plans.leftOut()).isEqualTo(Map.of("x.csv",
                "x.csv is not streamed: it is empty, and a CSV file begins with a header line: write it again or "
                        + "remove it"));
    }

    private void write(String... names) throws Exception {
        for (String name : names) {
            Files.writeString(this.path.resolve(name), ROW);
        }
    }

}

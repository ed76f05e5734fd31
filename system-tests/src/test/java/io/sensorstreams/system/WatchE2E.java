package io.sensorstreams.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.ChildProcess;
import io.sensorstreams.harness.Java;
import io.sensorstreams.harness.Ports;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Drops files into a directory that {@code ./run --watch} sends, over two runs. */
@Tag("long")
class WatchE2E {

    private static final Duration LONG = Duration.ofMinutes(4);

    private static final int ROWS = 500;

    private final int port = Ports.free(2);

    private final List<String> air = new ArrayList<>();

    private final List<String> wind = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void sendsEachRowOfFilesThatArriveOnce() throws IOException {
        Path data = Files.createDirectory(this.directory.resolve("data"));
        drop(data, "AIR-1.csv", this.air);
        drop(data, "2024-01.csv", new ArrayList<>());
        try (ChildProcess run = run(data, "--watch")) {
            awaitLogged(run, "First row in a file");
            assertThat(run.logged()).contains(
                    "Files are sent by the letters that their names begin with: AIR, WIND; others are named here",
                    "2024-01.csv is not streamed: its name does not begin with a letter");

            drop(data, "AIR-2.csv", this.air);
            drop(data, "WIND-1.csv", this.wind);
            drop(data, "2024-02.csv", new ArrayList<>());
            drop(data, "SEA-1.csv", new ArrayList<>());
            awaitLogged(run, "2024-02.csv is not streamed: its name does not begin with a letter from A to Z, so its "
                    + "topic is unknown: rename it, as in AIR-2024-02.csv");
            awaitLogged(run, "SEA-1.csv is not streamed: by its name it belongs to topic SEA");
            awaitRows();
            Files.move(data.resolve("SEA-1.csv"), data.resolve("AIR-3.csv"));
            this.air.addAll(rowsOf(data.resolve("AIR-3.csv")));
            awaitRows();
            drop(data, "AIR-4.csv", this.air);
            run.stop();
        }
        drop(data, "WIND-2.csv", this.wind);

        try (ChildProcess run = run(data, "--watch")) {
            awaitLogged(run, "Running: producer ");
            awaitRows();
            drop(data, "AIR-5.csv", this.air);
            awaitRows();
            assertThat(new Api(this.port + 1).audit(LONG).path("verdict").asString()).isEqualTo("CLEAN");
            run.stop();
        }
        assertThat(written("AIR")).containsExactlyInAnyOrderElementsOf(this.air);
        assertThat(written("WIND")).containsExactlyInAnyOrderElementsOf(this.wind);

        try (ChildProcess run = run(data)) {
            Awaitility.await("the run ends, see " + run.log()).atMost(LONG).until(() -> !run.isAlive());
            assertThat(run.exitCode()).as(run.logged()).isEqualTo(3);
            assertThat(run.logged()).contains(
                    "AIR-1.csv is not streamed: stream air-files of a run with --watch sends the files of topic AIR");
        }
        assertThat(written("AIR")).hasSameSizeAs(this.air);
    }

    /** Writes a file as a program does that renames it when it is complete. */
    private static void drop(Path data, String name, List<String> rows) throws IOException {
        Path part = data.resolve("." + name + ".part");
        StringBuilder text = new StringBuilder("Time,Station,Value\n");
        for (int i = 0; i < ROWS; i++) {
            String row = "2024-01-01 00:%02d:%02d,%s,%d".formatted(i / 60, i % 60, name, i);
            rows.add(row);
            text.append(row).append('\n');
        }
        Files.writeString(part, text);
        Files.move(part, data.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> rowsOf(Path file) throws IOException {
        return Files.readAllLines(file).stream().skip(1).toList();
    }

    private void awaitRows() {
        Awaitility.await("rows in files, see " + this.directory).atMost(LONG).untilAsserted(() -> {
            assertThat(written("AIR")).hasSameSizeAs(this.air);
            assertThat(written("WIND")).hasSameSizeAs(this.wind);
        });
    }

    /** Returns the rows in the files of a topic. */
    private List<String> written(String topic) throws IOException {
        Path files = this.directory.resolve("out").resolve(topic).resolve(topic);
        if (!Files.isDirectory(files)) {
            return List.of();
        }
        List<String> rows = new ArrayList<>();
        try (Stream<Path> all = Files.walk(files)) {
            for (Path file : all.filter((path) -> path.toString().endsWith(".csv")).toList()) {
                rows.addAll(rowsOf(file));
            }
        }
        return rows;
    }

    private static void awaitLogged(ChildProcess run, String text) {
        Awaitility.await(text + " in " + run.log()).atMost(LONG).until(() -> run.logged().contains(text));
    }

    /** Starts {@code ./run} without a build, with a topic that has no file yet. */
    private ChildProcess run(Path data, String... options) {
        List<String> command = new ArrayList<>(List.of(Java.TOP.resolve("run").toString(), "--data", data.toString(),
                "--out", this.directory.resolve("out").toString(), "--producer-port", String.valueOf(this.port),
                "--consumer-port", String.valueOf(this.port + 1)));
        command.addAll(List.of(options));
        return new ChildProcess(command, Map.of("SENSOR_RUN_WITHOUT_BUILD", "true", "SENSOR_TOPICS", "WIND"),
                this.directory.resolve("run-" + System.nanoTime() + ".log"))
            .killAtExit();
    }

}

package io.sensorstreams.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.sensorstreams.bench.report.Speed;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.harness.Program;

/** Runs kcat, a command-line client in C, with its default settings. */
public final class Kcat {

    private final Lab lab;

    private final String executable;

    public Kcat(Lab lab, String executable) {
        this.lab = lab;
        this.executable = executable;
    }

    /**
     * Sends a file of JSON lines.
     * @return rows per second over its whole run
     */
    public double produce(String topic, Path json, long rows) throws IOException, InterruptedException {
        long nanos = program(
                List.of(this.executable, "-P", "-b", this.lab.bootstrapServers(), "-t", topic, "-l", json.toString()),
                this.lab.directory().resolve("kcat.out"))
            .run();
        return Speed.perSecond(rows, nanos);
    }

    /**
     * Receives a topic into a file.
     * @return rows per second over its whole run
     */
    public double consume(String topic, long rows) throws IOException, InterruptedException {
        Path file = this.lab.directory().resolve("kcat.json");
        long nanos = program(List.of(this.executable, "-C", "-b", this.lab.bootstrapServers(), "-t", topic, "-o",
                "beginning", "-e", "-q"), file)
            .run();
        requireRows(file, rows);
        return Speed.perSecond(rows, nanos);
    }

    private static void requireRows(Path file, long rows) throws IOException {
        try (var lines = Files.lines(file)) {
            long received = lines.count();
            if (received != rows) {
                throw new IllegalStateException("kcat received " + received + " rows, expected " + rows);
            }
        }
        Files.delete(file);
    }

    private Program program(List<String> words, Path output) {
        return new Program(words, output, this.lab.directory().resolve("kcat.log"));
    }

}

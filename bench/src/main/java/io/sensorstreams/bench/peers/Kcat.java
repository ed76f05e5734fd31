package io.sensorstreams.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.harness.Program;

/** Runs kcat, a command-line client in C, with its default settings. */
public record Kcat(Lab lab, String executable) {

    /** Sends JSON lines. Returns the rows per second of the whole run. */
    public double produce(String topic, Path json, long rows) throws IOException, InterruptedException {
        long nanos = program("kcat.out", "-P", "-t", topic, "-l", json.toString()).run();
        return Report.perSecond(rows, nanos);
    }

    /** Receives a topic into a file. Returns the rows per second of the whole run. */
    public double consume(String topic, long rows) throws IOException, InterruptedException {
        Program program = program("kcat.json", "-C", "-t", topic, "-o", "beginning", "-e", "-q");
        long nanos = program.run();
        try (Stream<String> lines = Files.lines(program.output())) {
            long received = lines.count();
            if (received != rows) {
                throw new IllegalStateException("kcat received " + received + " rows, expected " + rows);
            }
        }
        Files.delete(program.output());
        return Report.perSecond(rows, nanos);
    }

    private Program program(String output, String... arguments) {
        List<String> words = new ArrayList<>(List.of(this.executable, "-b", this.lab.bootstrapServers()));
        words.addAll(List.of(arguments));
        return new Program(words, this.lab.directory().resolve(output), this.lab.directory().resolve("kcat.log"));
    }

}

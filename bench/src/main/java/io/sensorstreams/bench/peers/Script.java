package io.sensorstreams.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.harness.Java;
import io.sensorstreams.harness.Program;

/** Runs two ordinary scripts in Python: {@code bench/script}. */
public record Script(Lab lab, String python) {

    /**
     * Sends a CSV file through a topic to another file. Both scripts run at the same
     * time.
     * @return nanoseconds from the start of the first script, after it has loaded its
     * libraries, until the second script has written the last row; the second script has
     * started before
     */
    public long copy(String name, Path csv, long rows) throws IOException, InterruptedException {
        Path copy = this.lab.directory().resolve(name + ".csv");
        this.lab.createTopic(name, Lab.PARTITIONS);
        Program consume = program("consume", name, copy.toString(), String.valueOf(rows));
        Process consumer = consume.start();
        this.lab.awaitMembers(name);
        Program produce = program("produce", name, csv.toString());
        produce.run();
        consumer.waitFor();
        consume.requireSuccess(consumer);
        Files.delete(copy);
        return Math.round((seconds(consume) - seconds(produce)) * 1e9);
    }

    private Program program(String script, String topic, String... arguments) {
        List<String> words = new ArrayList<>(
                List.of(this.python, Java.TOP.resolve("bench/script").resolve(script + ".py").toString(),
                        this.lab.bootstrapServers(), topic));
        words.addAll(List.of(arguments));
        return new Program(words, this.lab.directory().resolve(script + ".out"),
                this.lab.directory().resolve(script + ".log"));
    }

    /** Returns the time that a script prints: of its start or end, since the epoch. */
    private static double seconds(Program program) throws IOException {
        return Double.parseDouble(program.lines().get(0));
    }

}

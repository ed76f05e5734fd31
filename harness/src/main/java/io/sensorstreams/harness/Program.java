package io.sensorstreams.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program until it ends.
 *
 * @param output file of its standard output
 * @param log file of its standard error
 */
public record Program(List<String> words, Path output, Path log) {

    private static final int PATIENCE_MINUTES = 20;

    /**
     * Runs the program.
     * @return nanoseconds from before its start until after its end
     * @throws IllegalStateException when it does not end in time or fails
     */
    public long run() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process = start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    this.words.get(0) + " did not end within " + PATIENCE_MINUTES + " minutes, see " + this.log);
        }
        requireSuccess(process);
        return System.nanoTime() - begin;
    }

    /** Starts the program and returns immediately. */
    public Process start() throws IOException {
        return new ProcessBuilder(this.words).redirectOutput(this.output.toFile())
            .redirectError(this.log.toFile())
            .start();
    }

    public void requireSuccess(Process process) throws IOException {
        if (process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", this.words) + " ended with " + process.exitValue() + ": "
                    + Files.readString(this.log).strip());
        }
    }

    public List<String> lines() throws IOException {
        return Files.readAllLines(this.output);
    }

}

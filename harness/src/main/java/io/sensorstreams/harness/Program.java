package io.sensorstreams.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run to its end.
 *
 * @param words its command
 * @param output where its standard output goes
 * @param log where its standard error goes
 */
public record Program(List<String> words, Path output, Path log) {

    private static final int PATIENCE_MINUTES = 20;

    /**
     * Runs it.
     * @return how long it took from before its start until after its end, in nanoseconds
     * @throws IllegalStateException when it does not end in time, or not well
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

    /** Starts it without waiting for its end. */
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

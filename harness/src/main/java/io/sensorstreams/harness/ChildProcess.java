package io.sensorstreams.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program in a process of its own, which can be ended, frozen and started again. What
 * it says goes to a log that all its lives share.
 */
public final class ChildProcess implements AutoCloseable {

    /** {@code ./run} gives each service 40 seconds to stop, one after the other. */
    private static final Duration EXIT = Duration.ofMinutes(2);

    private volatile List<String> command;

    private final Map<String, String> environment;

    private final Path log;

    private volatile Process process;

    /** Starts the program, which ends with this one at the latest. */
    public ChildProcess(List<String> command, Map<String, String> environment, Path log) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
        this.process = launch();
        // Whoever started it may fail, or be ended, before it closes it.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> this.process.destroyForcibly()));
    }

    private Process launch() {
        ProcessBuilder builder = new ProcessBuilder(this.command).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()));
        builder.environment().putAll(this.environment);
        try {
            return builder.start();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return this.process.pid();
    }

    public boolean isAlive() {
        return this.process.isAlive();
    }

    /** Exit code of the process, which has ended. */
    public int exitCode() {
        return this.process.exitValue();
    }

    public Path log() {
        return this.log;
    }

    public String logged() {
        try {
            return Files.readString(this.log);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void restart() {
        this.process = launch();
    }

    /** Starts the program again, now and later by another command. */
    public void restart(List<String> by) {
        this.command = List.copyOf(by);
        restart();
    }

    /** Ends the process as a power cut would: SIGKILL. */
    public void kill() {
        this.process.destroyForcibly();
        awaitExit();
    }

    /**
     * Asks the process to end: SIGTERM.
     * @return how long it took
     */
    public Duration stop() {
        long begin = System.nanoTime();
        this.process.destroy();
        awaitExit();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Stops the process where it stands: SIGSTOP. */
    public void freeze() {
        signal("-STOP");
    }

    /** Lets a frozen process go on: SIGCONT. */
    public void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, String.valueOf(pid())).start().waitFor();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitExit() {
        try {
            if (!this.process.waitFor(EXIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Process " + pid() + " does not end, see " + this.log);
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

}

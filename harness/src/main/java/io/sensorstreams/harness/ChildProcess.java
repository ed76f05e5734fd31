package io.sensorstreams.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program as a separate process that can be killed, stopped, frozen and restarted.
 * All of its processes write to the same log.
 */
public final class ChildProcess implements AutoCloseable {

    /** {@code ./run} gives each service 40 seconds to stop, one after the other. */
    private static final Duration EXIT = Duration.ofMinutes(2);

    private volatile List<String> command;

    private final Map<String, String> environment;

    private final Path log;

    private volatile Process process;

    /** Starts the program. */
    public ChildProcess(List<String> command, Map<String, String> environment, Path log) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
        this.process = launch();
    }

    /** Kills the process when this JVM ends: the caller may fail before it closes it. */
    public ChildProcess killAtExit() {
        AtExit.KILLED.add(this);
        return this;
    }

    private Process launch() {
        ProcessBuilder builder = new ProcessBuilder(this.command).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()));
        builder.environment().putAll(this.environment);
        try {
            return builder.start();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    public long pid() {
        return this.process.pid();
    }

    public boolean isAlive() {
        return this.process.isAlive();
    }

    /** Returns the exit code of the process, which must have ended. */
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

    /** Starts the program again. Uses this command now and for later restarts. */
    public void restart(List<String> by) {
        this.command = List.copyOf(by);
        restart();
    }

    /** Kills the process like a power failure: SIGKILL. */
    public void kill() {
        this.process.destroyForcibly();
        awaitExit();
    }

    /** Asks the process to end: SIGTERM. Returns how long it took. */
    public Duration stop() {
        long begin = System.nanoTime();
        this.process.destroy();
        awaitExit();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /**
     * Asks the process to end: SIGTERM. Kills it when it does not end in time, or when
     * this thread is interrupted.
     */
    public void stopOrKill(Duration limit) {
        this.process.destroy();
        try {
            if (this.process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        this.process.destroyForcibly();
    }

    /** Suspends the process: SIGSTOP. */
    public void freeze() {
        signal("-STOP");
    }

    /** Resumes a suspended process: SIGCONT. */
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
                throw new IllegalStateException("Process " + pid() + " has not ended in time, see " + this.log);
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
        AtExit.KILLED.remove(this);
    }

    /** Kills processes when this JVM ends. One shutdown hook serves all of them. */
    static final class AtExit {

        static final Set<ChildProcess> KILLED = ConcurrentHashMap.newKeySet();

        static {
            Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> KILLED.forEach((child) -> child.process.destroyForcibly()), "kill-processes"));
        }

    }

}

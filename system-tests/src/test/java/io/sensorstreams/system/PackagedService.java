package io.sensorstreams.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/**
 * One of the packaged services, run as users run it: {@code java -jar}, configured by
 * environment. It keeps its port over restarts.
 */
final class PackagedService implements AutoCloseable {

    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    private final String name;

    private final Map<String, String> environment;

    private final Path log;

    private final int port = freePort();

    private final Api api = new Api(this.port);

    private Process process;

    /**
     * Starts the service and waits until it is ready.
     * @param directory where its log goes
     */
    PackagedService(String name, Path directory, Map<String, String> environment) {
        this.name = name;
        this.environment = environment;
        this.log = directory.resolve(name + ".log");
        this.process = launch();
        awaitReady();
    }

    Api api() {
        return this.api;
    }

    String log() {
        try {
            return Files.readString(this.log);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process as a power cut would: SIGKILL. */
    void kill() {
        this.process.destroyForcibly();
        awaitExit();
    }

    /** Asks the process to end: SIGTERM. */
    void stop() {
        this.process.destroy();
        awaitExit();
    }

    void restart() {
        this.process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        kill();
    }

    private Process launch() {
        ProcessBuilder builder = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-jar",
                TOP.resolve(this.name).resolve("target").resolve(this.name + ".jar").toString());
        builder.environment().putAll(this.environment);
        builder.environment().put("SERVER_PORT", String.valueOf(this.port));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()));
        try {
            return builder.start();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        Awaitility.await(this.name + " is ready, see " + this.log).atMost(Duration.ofSeconds(60)).until(() -> {
            if (!this.process.isAlive()) {
                throw new IllegalStateException(this.name + " ended: " + log());
            }
            return this.api.isReady();
        });
    }

    private void awaitExit() {
        try {
            if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException(this.name + " does not end: " + log());
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

}

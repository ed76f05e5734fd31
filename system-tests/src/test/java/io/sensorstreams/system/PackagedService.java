package io.sensorstreams.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;

/**
 * One of the packaged services, run as users run it: {@code java -jar}, configured by
 * environment. It keeps its port over restarts.
 */
final class PackagedService implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(120);

    private final String name;

    private final ChildProcess process;

    private final Api api;

    /**
     * Starts the service and waits until it is ready.
     * @param directory where its log goes
     */
    PackagedService(String name, Path directory, Map<String, String> environment) {
        this(name, List.of(), directory.resolve(name + ".log"), environment);
        awaitReady();
    }

    private PackagedService(String name, List<String> prefix, Path log, Map<String, String> environment) {
        this.name = name;
        int port = Ports.free(1);
        this.api = new Api(port);
        List<String> command = new ArrayList<>(prefix);
        command
            .addAll(Java.command("-jar", Java.TOP.resolve(name).resolve("target").resolve(name + ".jar").toString()));
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("SERVER_PORT", String.valueOf(port));
        this.process = new ChildProcess(command, settings, log);
    }

    /**
     * Starts the service without waiting for it.
     * @param prefix words in front of its command, such as those that put it onto another
     * disk
     */
    static PackagedService launch(String name, List<String> prefix, Path log, Map<String, String> environment) {
        return new PackagedService(name, prefix, log, environment);
    }

    Api api() {
        return this.api;
    }

    ChildProcess process() {
        return this.process;
    }

    /** Ends the process as a power cut would: SIGKILL. */
    void kill() {
        this.process.kill();
    }

    /** Asks the process to end: SIGTERM. */
    void stop() {
        this.process.stop();
    }

    void restart() {
        this.process.restart();
        awaitReady();
    }

    void awaitReady() {
        Awaitility.await(this.name + " is ready, see " + this.process.log()).atMost(START).until(() -> {
            if (!this.process.isAlive()) {
                throw new IllegalStateException(this.name + " ended: " + this.process.logged());
            }
            return this.api.isReady();
        });
    }

    @Override
    public void close() {
        this.process.close();
    }

}

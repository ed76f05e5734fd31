package io.sensorstreams.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a packaged service, configured by environment variables. It keeps its port when it
 * is restarted.
 */
public final class PackagedService implements AutoCloseable {

    /** A starved service of the soak may need minutes. */
    private static final Duration START = Duration.ofMinutes(5);

    private static final String SMALL = "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private final String name;

    private final ChildProcess process;

    private final Api api;

    private PackagedService(String name, List<String> command, Path log, Map<String, String> environment) {
        this.name = name;
        this.api = new Api(Ports.free(1));
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("SERVER_PORT", String.valueOf(this.api.port()));
        this.process = new ChildProcess(command, settings, log).killAtExit();
    }

    /**
     * Starts the service unpacked and with an archive of its classes. Returns
     * immediately.
     * @param prefix words before its command, for example to run it on another disk
     */
    public static PackagedService launch(String name, List<String> prefix, Path log, Map<String, String> environment) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(command(name));
        return new PackagedService(name, command, log, small(environment));
    }

    /** Starts the service by {@code java -jar} and returns immediately. */
    public static PackagedService launchJar(String name, Path log, Map<String, String> environment) {
        List<String> command = Java.command(List.of("-jar", Java.packaged(name).toString()));
        return new PackagedService(name, command, log, small(environment));
    }

    /** Many processes share the machine. */
    private static Map<String, String> small(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.merge("JDK_JAVA_OPTIONS", SMALL, (given, small) -> small + " " + given);
        return settings;
    }

    /** Starts the service by a command of program, Java options and jar. */
    public static PackagedService launchBy(List<String> command, String name, Path log,
            Map<String, String> environment) {
        return new PackagedService(name, command, log, environment);
    }

    private static List<String> command(String name) {
        try {
            return new JavaCommand(name, Unpacked.jar(name), Unpacked.archive(name)).words();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return this.api.port();
    }

    public Api api() {
        return this.api;
    }

    public ChildProcess process() {
        return this.process;
    }

    public void kill() {
        this.process.kill();
    }

    public Duration stop() {
        return this.process.stop();
    }

    public void restart() {
        this.process.restart();
        awaitReady();
    }

    /**
     * Starts the service again, unpacked, which takes a quarter of the time of the
     * packaged jar. Returns immediately.
     */
    public void relaunch() {
        this.process.restart(command(this.name));
    }

    public void awaitReady() {
        Waiting.until(this.name + " is ready, see " + this.process.log(), START, () -> {
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

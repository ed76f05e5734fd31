package io.sensorstreams.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;

/**
 * One of the packaged services, configured by environment. It keeps its port over
 * restarts.
 */
public final class PackagedService implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    private static final String SMALL = "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private final String name;

    private final ChildProcess process;

    private final int port;

    private final Api api;

    private PackagedService(String name, List<String> command, Path log, Map<String, String> environment) {
        this.name = name;
        this.port = Ports.free(1);
        this.api = new Api(this.port);
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("SERVER_PORT", String.valueOf(this.port));
        this.process = new ChildProcess(command, settings, log);
    }

    /**
     * Starts the service as {@code ./run} and the images do, unpacked and with an archive
     * of its classes, without waiting for it.
     * @param prefix words in front of its command, such as those that put it onto another
     * disk
     */
    public static PackagedService launch(String name, List<String> prefix, Path log, Map<String, String> environment) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(command(name));
        return new PackagedService(name, command, log, small(environment));
    }

    /** Starts the service as {@code java -jar} does, without waiting for it. */
    public static PackagedService launchJar(String name, Path log, Map<String, String> environment) {
        List<String> command = Java.command(List.of("-jar", Java.packaged(name).toString()));
        return new PackagedService(name, command, log, small(environment));
    }

    /** With a small heap and compiled quickly: many processes share the machine. */
    private static Map<String, String> small(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.merge("JDK_JAVA_OPTIONS", SMALL, (given, small) -> small + " " + given);
        return settings;
    }

    /**
     * Starts the service by a command of the caller's, without waiting for it.
     * @param command its program, Java options and jar
     */
    public static PackagedService launchBy(List<String> command, String name, Path log,
            Map<String, String> environment) {
        return new PackagedService(name, command, log, environment);
    }

    private static List<String> command(String name) {
        try {
            Path jar = Unpacked.jar(name);
            return Java.command(List.of("-Xshare:auto", "-Xlog:disable",
                    "-XX:SharedArchiveFile=" + Unpacked.archive(name), "-jar", jar.toString()));
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
        return this.port;
    }

    public Api api() {
        return this.api;
    }

    public ChildProcess process() {
        return this.process;
    }

    /** Ends the process as a power cut would: SIGKILL. */
    public void kill() {
        this.process.kill();
    }

    /**
     * Asks the process to end: SIGTERM.
     * @return how long it took
     */
    public Duration stop() {
        return this.process.stop();
    }

    public void restart() {
        this.process.restart();
        awaitReady();
    }

    /**
     * Starts the service again as {@code ./run} does, however it was started before,
     * without waiting for it: that takes a quarter of the time of a packaged jar.
     */
    public void relaunch() {
        this.process.restart(command(this.name));
    }

    public void awaitReady() {
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

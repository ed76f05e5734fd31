package io.sensorstreams.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the Java of this JVM and the jars of the services. Tests and benchmarks start
 * other programs with the Java that runs them.
 */
public final class Java {

    /** Directory of the project. */
    public static final Path TOP = Path.of(System.getProperty("sensor.home", "..")).toAbsolutePath().normalize();

    private Java() {
    }

    /** Returns the packaged jar of a service. */
    static Path packaged(String service) {
        return TOP.resolve(service).resolve("target").resolve(service + ".jar");
    }

    public static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(arguments);
        return command;
    }

}

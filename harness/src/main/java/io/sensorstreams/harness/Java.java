package io.sensorstreams.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Java that runs the tests and benchmarks runs the programs that they start. */
public final class Java {

    /** The project's directory. */
    public static final Path TOP = Path.of(System.getProperty("sensor.home", "..")).toAbsolutePath().normalize();

    private Java() {
    }

    /** The jar of a service, as the build packages it. */
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

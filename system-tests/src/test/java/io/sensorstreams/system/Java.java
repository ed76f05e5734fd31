package io.sensorstreams.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Java that runs the tests runs the programs that they test. */
final class Java {

    /** The project's directory. */
    static final Path TOP = Path.of(System.getProperty("sensor.home", "..")).toAbsolutePath().normalize();

    private Java() {
    }

    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(arguments));
        return command;
    }

}

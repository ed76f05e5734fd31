package io.sensorstreams.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the Java of this JVM, which also runs other programs, and packaged jars. */
public final class Java {

    /** Directory of the project, for programs that run in the directory of a module. */
    public static final Path TOP = Path.of(System.getProperty("sensor.home", "..")).toAbsolutePath().normalize();

    private Java() {
    }

    static Path packaged(String service) {
        return TOP.resolve(service).resolve("target").resolve(service + ".jar");
    }

    /** Returns the command of a Java program. */
    public static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return command;
    }

}

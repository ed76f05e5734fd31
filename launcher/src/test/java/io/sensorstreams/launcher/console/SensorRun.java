package io.sensorstreams.launcher.console;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.sensorstreams.launcher.console.show.Terminal;

/** Runs {@code ./sensor} in this process, and keeps what it prints. */
final class SensorRun {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private final Map<String, String> environment = new HashMap<>();

    private Terminal.Kind kind = new Terminal.Kind(false, false, false, Integer.MAX_VALUE);

    private String typed = "";

    /** Creates a run whose services have this address. */
    SensorRun(String address) {
        set("SENSOR_PRODUCER_URL", address);
        set("SENSOR_CONSUMER_URL", address);
    }

    SensorRun set(String variable, String value) {
        this.environment.put(variable, value);
        return this;
    }

    /** Lets a user sit at the terminal and answer questions. */
    SensorRun typing(String answer, int columns) {
        this.typed = answer;
        this.kind = new Terminal.Kind(true, true, true, columns);
        return this;
    }

    /** Runs a command and returns its exit code. */
    int run(String... arguments) {
        PrintStream output = new PrintStream(this.out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(this.err, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(output, errors, new BufferedReader(new StringReader(this.typed)), this.kind);
        return Console.commandLine(this.environment, terminal)
            .setOut(new PrintWriter(output, true))
            .setErr(new PrintWriter(errors, true))
            .execute(arguments);
    }

    /** Runs a command as the script does, and returns its exit code. */
    int runInto(OutputStream output, String... arguments) {
        return Console.run(this.environment, output, this.err, arguments);
    }

    String out() {
        return this.out.toString(StandardCharsets.UTF_8);
    }

    List<String> lines() {
        return out().lines().toList();
    }

    List<String> errors() {
        return this.err.toString(StandardCharsets.UTF_8).lines().toList();
    }

}

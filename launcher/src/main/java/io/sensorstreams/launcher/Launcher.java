package io.sensorstreams.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import io.sensorstreams.launcher.plan.RunOptions;
import io.sensorstreams.launcher.plan.StartException;
import io.sensorstreams.launcher.progress.Screen;
import io.sensorstreams.launcher.run.Run;
import picocli.CommandLine;

/** Runs the command {@code ./run}. */
public final class Launcher {

    private static final int NOT_STARTED = 3;

    private boolean ranToItsEnd;

    private Launcher() {
    }

    /**
     * Runs the command. On exit, the JVM archives the classes that it has loaded, which
     * makes the next start faster. A run that fails may have loaded too few classes for a
     * useful archive, so it halts the JVM.
     */
    public static void main(String[] args) {
        // The local Kafka must not log to the console.
        LogManager.getLogManager().reset();
        Launcher launcher = new Launcher();
        int code = commandLine(launcher::run, System.getenv()).execute(args);
        if (launcher.ranToItsEnd) {
            System.exit(code);
        }
        Runtime.getRuntime().halt(code);
    }

    /**
     * A usage error prints one line and returns exit code 2.
     * @param environment environment that the services inherit
     */
    static CommandLine commandLine(RunCommand.Action action, Map<String, String> environment) {
        CommandLine commandLine = new CommandLine(new RunCommand(action, environment));
        commandLine.setParameterExceptionHandler((e, arguments) -> {
            e.getCommandLine().getErr().println("./run: " + e.getMessage() + "; see ./run --help");
            return CommandLine.ExitCode.USAGE;
        });
        return commandLine;
    }

    private int run(RunOptions options) throws InterruptedException {
        // The script measures when the user pressed Enter.
        Instant started = Instant.ofEpochMilli(Long.getLong("sensor.started", System.currentTimeMillis()));
        Screen screen = new Screen(System.out, Boolean.getBoolean("sensor.terminal"),
                Integer.getInteger("sensor.columns", Integer.MAX_VALUE), started);
        try {
            Run run = Run.prepare(options, screen);
            logTo(options.out().log("kafka"));
            int code = run.execute();
            this.ranToItsEnd = true;
            return code;
        }
        catch (StartException e) {
            System.err.println("./run: " + printable(e));
            return NOT_STARTED;
        }
        catch (IOException e) {
            System.err.println("./run: " + printable(e));
            return Run.NOT_CLEAN;
        }
    }

    /** The message may name files, whose names may have control characters. */
    private static String printable(Exception e) {
        return String.valueOf(e.getMessage()).replaceAll("[\\p{Cntrl}&&[^\n]]", "?");
    }

    /** Writes warnings and errors of the local Kafka to a file from now on. */
    private static void logTo(Path file) throws StartException {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n");
        try {
            Handler handler = new FileHandler(file.toString().replace("%", "%%"));
            handler.setFormatter(new SimpleFormatter());
            Logger root = Logger.getLogger("");
            root.setLevel(Level.WARNING);
            root.addHandler(handler);
        }
        catch (IOException e) {
            throw new StartException("Log " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

}

package io.sensorstreams.launcher.console;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.sensorstreams.launcher.console.call.CallException;
import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.clock.ClockCommand;
import io.sensorstreams.launcher.console.clock.ClocksCommand;
import io.sensorstreams.launcher.console.file.FileCommands;
import io.sensorstreams.launcher.console.group.GroupCommands;
import io.sensorstreams.launcher.console.show.Results;
import io.sensorstreams.launcher.console.show.Terminal;
import io.sensorstreams.launcher.console.stream.StreamCommands;
import io.sensorstreams.launcher.console.watch.RowsCommand;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs the command {@code ./sensor}. */
public final class Console {

    private static final int FAILED = 1;

    private static final int BUFFER = 1 << 16;

    private Console() {
    }

    public static void main(String[] args) {
        System.exit(run(System.getenv(), new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err), args));
    }

    /** Runs a command and returns its exit code. */
    static int run(Map<String, String> environment, OutputStream output, OutputStream errors, String... args) {
        Results results = new Results(output);
        PrintStream out = stream(results, false);
        PrintStream err = stream(errors, true);
        Terminal terminal = new Terminal(out, err,
                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
                Terminal.Kind.ofProperties());
        CommandLine command = commandLine(environment, terminal)
            .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        int code = execute(command, terminal, args);
        out.flush();
        results.failure()
            .ifPresent((reason) -> terminal.note("./sensor: the output cannot be written completely: " + reason));
        return results.isLost() ? Math.max(FAILED, code) : code;
    }

    private static int execute(CommandLine command, Terminal terminal, String... args) {
        try {
            return command.execute(args);
        }
        catch (OutOfMemoryError e) {
            terminal.note("./sensor: The answer needs more memory than the " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MB of this command; curl prints an answer of any size");
            return FAILED;
        }
    }

    /** JSON is UTF-8, whatever the locale is. */
    private static PrintStream stream(OutputStream out, boolean immediately) {
        return new PrintStream(new BufferedOutputStream(out, BUFFER), immediately, StandardCharsets.UTF_8);
    }

    /**
     * Creates the command line. No failure prints a stack trace.
     * @param environment environment variables
     */
    static CommandLine commandLine(Map<String, String> environment, Terminal terminal) {
        CommandLine commandLine = new CommandLine(new SensorCommand());
        commands(environment, terminal).forEach(commandLine::addSubcommand);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setParameterExceptionHandler((e, arguments) -> {
            e.getCommandLine().getErr().println("./sensor: " + reason(e));
            return CommandLine.ExitCode.USAGE;
        });
        commandLine.setExecutionExceptionHandler((e, command, arguments) -> explain(e, terminal));
        return commandLine;
    }

    private static List<Object> commands(Map<String, String> environment, Terminal terminal) {
        Supplier<Connection> connections = () -> new Connection(environment, terminal);
        List<Object> commands = new ArrayList<>(StreamCommands.create(connections));
        commands.add(new ClocksCommand(connections.get()));
        commands.add(ClockCommand.create(connections));
        commands.addAll(GroupCommands.create(connections));
        commands.add(new RowsCommand(connections.get()));
        commands.addAll(FileCommands.create(connections));
        commands.add(new CompletionCommand(terminal));
        return commands;
    }

    private static String reason(ParameterException e) {
        String see = "; see " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        if (e instanceof UnmatchedArgumentException unknown && !unknown.getSuggestions().isEmpty()) {
            return e.getMessage() + ", did you mean " + String.join(" or ", unknown.getSuggestions()) + "?" + see;
        }
        return e.getMessage() + see;
    }

    private static int explain(Exception failure, Terminal terminal) {
        if (failure instanceof CallException call) {
            call.printTo(terminal);
            return call.exitCode();
        }
        terminal.note("./sensor: " + ((failure instanceof IOException) ? failure.getMessage()
                : "this should not happen, please report it: " + failure));
        return FAILED;
    }

}

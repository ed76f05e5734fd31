package io.sensorstreams.launcher.console.clock;

import java.util.Objects;
import java.util.function.Supplier;

import io.sensorstreams.launcher.console.call.Connection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command whose parts create, show and control clocks. */
@Command(name = "clock", synopsisSubcommandLabel = "ACTION",
        description = "Create, show, start, pause, resume, stop, speed up, seek or delete a clock: the time that several streams share.",
        footer = { "", "./sensor clock ACTION --help lists the options of an action." })
public final class ClockCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * Creates the command with its actions, in the order of the help.
     * @param connections creates the options of each action
     */
    public static CommandLine create(Supplier<Connection> connections) {
        CommandLine command = new CommandLine(new ClockCommand());
        command.addSubcommand(new CreateClockCommand(connections.get()));
        command.addSubcommand(new ShowClockCommand(connections.get()));
        command.addSubcommand(new ClockAction.Start(connections.get()));
        command.addSubcommand(new ClockAction.Pause(connections.get()));
        command.addSubcommand(new ClockAction.Resume(connections.get()));
        command.addSubcommand(new ClockAction.Stop(connections.get()));
        command.addSubcommand(new ClockChange.Speed(connections.get()));
        command.addSubcommand(new ClockChange.Seek(connections.get()));
        command.addSubcommand(new DeleteClockCommand(connections.get()));
        return command;
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(this.spec).commandLine(), "an action is missing");
    }

}

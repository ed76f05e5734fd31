package io.sensorstreams.launcher.console;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;

import io.sensorstreams.launcher.console.show.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the script with which a shell completes commands and options. */
@Command(name = "completion", description = "Print a script for the completion of commands and options.",
        footer = { "", "In this shell:      source <(./sensor completion bash)",
                "In every shell:     ./sensor completion bash >~/.sensor-completion",
                "                    echo 'source ~/.sensor-completion' >>~/.bashrc",
                "With zsh:           the same with completion zsh and ~/.zshrc" })
final class CompletionCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("unused") // One script is for both shells.
    private Shell shell = Shell.BASH;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints one script for both shells: zsh reads it in its mode for bash. */
    @Override
    public Integer call() {
        CommandSpec self = Objects.requireNonNull(this.spec);
        this.terminal.printRaw(AutoComplete.bash("sensor", self.root().commandLine()));
        return 0;
    }

    /** Shells. */
    enum Shell {

        BASH, ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

    }

}

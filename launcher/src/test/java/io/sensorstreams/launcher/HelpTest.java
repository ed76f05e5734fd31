package io.sensorstreams.launcher;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class HelpTest {

    /** {@code ./run --help} prints the file, so that it needs no build. */
    @Test
    void isWhatTheScriptPrints() throws IOException {
        CommandLine command = Launcher.commandLine((options) -> 0).setUsageHelpAutoWidth(false).setUsageHelpWidth(80);

        assertThat(Path.of("../docs/help/run.txt")).as("to be replaced by what is printed")
            .hasContent(command.getUsageMessage(CommandLine.Help.Ansi.OFF));
    }

}

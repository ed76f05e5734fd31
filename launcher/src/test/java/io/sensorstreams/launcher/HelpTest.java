package io.sensorstreams.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class HelpTest {

    /** {@code ./run --help} prints the file without a build. */
    @Test
    void matchesTheHelpOfTheScript() throws IOException {
        CommandLine command = Launcher.commandLine((options) -> 0, Map.of())
            .setUsageHelpAutoWidth(false)
            .setUsageHelpWidth(80);

        assertThat(Path.of("../docs/help/run.txt")).as("replace it with the printed help")
            .hasContent(command.getUsageMessage(CommandLine.Help.Ansi.OFF));
    }

}

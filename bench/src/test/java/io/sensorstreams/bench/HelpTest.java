package io.sensorstreams.bench;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class HelpTest {

    /** {@code ./bench.sh --help} prints the file without a build. */
    @Test
    void matchesTheHelpOfTheScript() throws IOException {
        CommandLine command = new CommandLine(new BenchApplication()).setUsageHelpAutoWidth(false)
            .setUsageHelpWidth(80);

        assertThat(Path.of("../docs/help/bench.txt")).as("replace it with the printed help")
            .hasContent(command.getUsageMessage(CommandLine.Help.Ansi.OFF));
    }

}

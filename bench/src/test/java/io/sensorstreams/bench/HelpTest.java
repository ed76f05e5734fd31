package io.sensorstreams.bench;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class HelpTest {

    /** {@code ./bench.sh --help} prints the file, so that it needs no build. */
    @Test
    void isWhatTheScriptPrints() throws IOException {
        CommandLine command = new CommandLine(new BenchApplication()).setUsageHelpAutoWidth(false)
            .setUsageHelpWidth(80);

        assertThat(Path.of("../docs/help/bench.txt")).as("to be replaced by what is printed")
            .hasContent(command.getUsageMessage(CommandLine.Help.Ansi.OFF));
    }

}

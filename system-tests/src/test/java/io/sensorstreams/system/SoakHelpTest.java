package io.sensorstreams.system;

import java.io.IOException;
import java.nio.file.Path;

import io.sensorstreams.harness.Java;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class SoakHelpTest {

    /** {@code ./soak.sh --help} prints the file without a build. */
    @Test
    void matchesTheHelpOfTheScript() throws IOException {
        Path file = Java.TOP.resolve("docs/help/soak.txt");

        assertThat(file).as("replace it with the printed help")
            .hasContent(new CommandLine(new SoakApplication()).getUsageMessage(CommandLine.Help.Ansi.OFF));
    }

}

package io.sensorstreams.launcher.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Map;

import io.sensorstreams.launcher.console.show.Terminal;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class SensorHelpTest {

    /** {@code ./sensor --help} prints the file without a build. */
    @Test
    void matchesTheHelpOfTheScript() throws IOException {
        Terminal terminal = new Terminal(System.out, System.err, new BufferedReader(Reader.nullReader()),
                new Terminal.Kind(false, false, false, 80));
        CommandLine command = Console.commandLine(Map.of(), terminal)
            .setUsageHelpAutoWidth(false)
            .setUsageHelpWidth(80);

        assertThat(Path.of("../docs/help/sensor.txt")).as("replace it with the printed help")
            .hasContent(command.getUsageMessage(CommandLine.Help.Ansi.OFF));
    }

}

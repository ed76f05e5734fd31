package io.sensorstreams.launcher.run;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import io.sensorstreams.launcher.progress.Screen;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeftOutTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private final Screen screen = new Screen(new PrintStream(this.out, true, StandardCharsets.UTF_8), false, 80,
            Instant.now());

    private final LeftOut leftOut = new LeftOut(List.of("2024.csv is not streamed: its name"));

    @Test
    void aNameThatAllowsNoStreamDoesNotChangeTheExitCode() {
        assertThat(this.leftOut.say(this.screen, 0)).isZero();
        assertThat(printed()).isEqualTo("2024.csv is not streamed: its name\n");
    }

    @Test
    void aRefusedStreamIsNoCleanRun() {
        this.leftOut.add("AIR.csv is not streamed: no header");

        assertThat(this.leftOut.say(this.screen, 0)).isEqualTo(1);
        assertThat(printed()).isEqualTo("2024.csv is not streamed: its name\nAIR.csv is not streamed: no header\n"
                + "Not everything was sent: 1 of the planned streams did not start\n");
    }

    private String printed() {
        return this.out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

}

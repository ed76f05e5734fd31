package io.sensorstreams.launcher.run;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.sensorstreams.launcher.plan.StreamPlans;
import io.sensorstreams.launcher.progress.Screen;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeftOutTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private final Screen screen = new Screen(new PrintStream(this.out, true, StandardCharsets.UTF_8), false, 80,
            Instant.now());

    @Test
    void saysNothingWhenEveryFileWasSent() {
        assertThat(leftOut(Map.of(), Map.of()).say(0)).isZero();
        assertThat(printed()).isEmpty();
    }

    @Test
    void aCsvFileThatWasLeftOutIsNoCleanRun() {
        LeftOut leftOut = leftOut(Map.of("2024.csv", "2024.csv is not streamed: its name"), Map.of());
        leftOut.sayPlanned();
        leftOut.add("AIR\t.csv", "AIR\t.csv is not streamed: no header");

        assertThat(leftOut.say(0)).isEqualTo(1);
        assertThat(printed()).isEqualTo("2024.csv is not streamed: its name\nAIR?.csv is not streamed: no header\n"
                + "Not everything was sent. Left out, each with its reason above: 2024.csv, AIR?.csv\n");
    }

    @Test
    void aFileOfAnotherFormatIsNamedAndDoesNotChangeTheExitCode() {
        LeftOut leftOut = leftOut(Map.of(), Map.of("notes.txt", "notes.txt is not streamed: its format"));
        leftOut.sayPlanned();

        assertThat(leftOut.say(0)).isZero();
        assertThat(printed()).isEqualTo(
                "notes.txt is not streamed: its format\n" + "Not sent, because they are not CSV files: notes.txt\n");
    }

    @Test
    void namesFilesThatArriveOnceAndForgetsThoseThatWereRenamed() {
        LeftOut leftOut = leftOut(Map.of("1.csv", "1.csv has no topic"), Map.of("a.xlsx", "a.xlsx is no text"));
        leftOut.arrived(Map.of("1.csv", "1.csv has no topic either", "2.csv", "2.csv has no topic", "a.xlsx", "odd"));
        leftOut.arrived(Map.of("2.csv", "2.csv has no topic"));

        assertThat(printed()).isEqualTo("2.csv has no topic\n");
        assertThat(leftOut.files()).isEqualTo("1.csv, 2.csv");

        leftOut.arrived(Map.of());
        assertThat(leftOut.files()).isEqualTo("1.csv");
    }

    @Test
    void saysOnceThatAStreamFailedAndForgetsOneThatWasStartedAgain() {
        LeftOut leftOut = leftOut(Map.of(), Map.of());
        leftOut.failed(Map.of("A.csv", "Stream a failed: torn"));
        leftOut.failed(Map.of("A.csv", "Stream a failed: torn"));

        assertThat(leftOut.reasons()).containsExactly(Map.entry("A.csv", "Stream a failed: torn"));
        assertThat(printed()).isEqualTo("Stream a failed: torn\n");

        leftOut.failed(Map.of());
        assertThat(leftOut.say(0)).isZero();
    }

    private LeftOut leftOut(Map<String, String> leftOut, Map<String, String> otherFormats) {
        return new LeftOut(this.screen, new StreamPlans(List.of(), leftOut, otherFormats));
    }

    private String printed() {
        return this.out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

}

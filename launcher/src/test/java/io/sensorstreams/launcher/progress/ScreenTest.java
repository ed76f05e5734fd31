package io.sensorstreams.launcher.progress;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import io.sensorstreams.launcher.plan.StreamPlan;
import io.sensorstreams.launcher.view.StreamView;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScreenTest {

    private static final Progress START = progress(0);

    private static final Progress LATER = progress(5);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void drawsTheTableOverItselfOnATerminal() {
        Screen screen = screen(true);

        screen.show(START);
        screen.show(LATER);

        String table = table(LATER);
        assertThat(printed()).isEqualTo(table(START) + "\u001b[2A\u001b[J" + table);
    }

    @Test
    void putsALineThatStaysAboveTheTable() {
        Screen screen = screen(true);

        screen.show(START);
        screen.say("First row");
        screen.show(LATER);

        assertThat(printed()).isEqualTo(table(START) + "\u001b[2A\u001b[JFirst row\n" + table(LATER));
    }

    @Test
    void erasesALineThatIsWiderThanTheTerminal() {
        Screen screen = screen(true);
        String wide = "Waiting for " + "x".repeat(500);

        screen.showWait(wide, false);
        screen.say("Ready");

        assertThat(printed()).isEqualTo(unwrapped(wide) + "\u001b[1A\u001b[JReady\n");
    }

    @Test
    void leavesTheLastTableWhereItIs() {
        Screen screen = screen(true);

        screen.showLast(LATER);
        screen.say("Verdict");

        assertThat(printed()).isEqualTo(table(LATER) + "Verdict\n");
    }

    @Test
    void printsALineOnlyNowAndThenInAPipe() {
        Screen screen = screen(false);

        screen.show(START);
        screen.show(LATER);

        assertThat(printed().lines()).singleElement().asString().endsWith(ProgressText.line(START));
    }

    @Test
    void printsTheLastLineAtOnceUnlessItIsNoNews() {
        Screen screen = screen(false);

        screen.show(START);
        screen.showLast(LATER);
        screen.showLast(LATER);

        assertThat(printed().lines()).hasSize(2).last().asString().endsWith(ProgressText.line(LATER));
    }

    private Screen screen(boolean terminal) {
        return new Screen(new PrintStream(this.out, true, StandardCharsets.UTF_8), terminal, Instant.now());
    }

    private String printed() {
        return this.out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static String table(Progress progress) {
        return unwrapped(String.join("\n", ProgressText.table(progress)));
    }

    /** The terminal cuts lines that are too wide, and later wraps lines again. */
    private static String unwrapped(String lines) {
        return "\u001b[?7l" + lines + "\u001b[?7h\n";
    }

    private static Progress progress(long rows) {
        StreamView stream = new StreamView("air", "AIR", StreamView.State.RUNNING, 1, rows, 0, 10L, 1, null, null);
        return Progress.of(List.of(new StreamPlan("air", "AIR", "AIR.csv")), List.of(stream), List.of());
    }

}

package io.sensorstreams.launcher.progress;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

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
    void keepsALineBelowTheTable() {
        Screen screen = screen(true);

        screen.keepBelow("Open the page");
        screen.show(START);
        screen.say("First row");
        screen.show(LATER);

        assertThat(printed()).isEqualTo(unwrapped(lines(START) + "\nOpen the page") + "\u001b[3A\u001b[JFirst row\n"
                + unwrapped(lines(LATER) + "\nOpen the page"));
    }

    @Test
    void printsTheLineBelowOnceWhereLinesCannotBeErased() {
        Screen screen = screen(false);

        screen.keepBelow("Open the page");
        screen.show(START);

        assertThat(printed()).startsWith("Open the page\n").containsOnlyOnce("Open the page");
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

        assertThat(printed()).isEqualTo(String.join("\n", ProgressText.table(LATER)) + "\nVerdict\n");
    }

    @Test
    void cutsLinesThatAreWiderThanTheTerminal() {
        Screen screen = screen(true, 10);

        screen.showWait("0123456789abc", false);
        screen.showWait("0123456789", false);

        String cut = unwrapped("0123456789");
        assertThat(printed()).isEqualTo(cut + "\u001b[1A\u001b[J" + cut);
    }

    @Test
    void cutsAllTablesButTheLast() {
        Screen screen = screen(true, 10);

        screen.show(START);
        screen.showLast(LATER);

        String start = ProgressText.table(START)
            .stream()
            .map((line) -> line.substring(0, 10))
            .collect(Collectors.joining("\n"));
        assertThat(printed())
            .isEqualTo(unwrapped(start) + "\u001b[2A\u001b[J" + String.join("\n", ProgressText.table(LATER)) + "\n");
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
        return screen(terminal, Integer.MAX_VALUE);
    }

    private Screen screen(boolean terminal, int columns) {
        return new Screen(new PrintStream(this.out, true, StandardCharsets.UTF_8), terminal, columns, Instant.now());
    }

    private String printed() {
        return this.out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static String table(Progress progress) {
        return unwrapped(lines(progress));
    }

    private static String lines(Progress progress) {
        return String.join("\n", ProgressText.table(progress));
    }

    /** The terminal does not wrap these lines, and later wraps lines again. */
    private static String unwrapped(String lines) {
        return "\u001b[?7l" + lines + "\u001b[?7h\n";
    }

    private static Progress progress(long rows) {
        StreamView stream = new StreamView("air", "AIR", StreamView.State.RUNNING, 1, rows, 0, 10L, 1, null, null);
        return new Progress(List.of(new StreamPlan("air", "AIR", "AIR.csv")), List.of(stream), List.of());
    }

}

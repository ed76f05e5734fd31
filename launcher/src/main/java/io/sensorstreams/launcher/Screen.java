package io.sensorstreams.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Where the user looks. On a terminal the table stays in its place and changes; else a
 * plain line comes every few seconds, as long as there is news. Thread-safe.
 */
final class Screen {

    private static final Duration LINE_INTERVAL = Duration.ofSeconds(2);

    private static final String ESCAPE = "\u001b[";

    private final PrintStream out;

    private final boolean terminal;

    private final Instant started;

    private int drawnLines;

    private Instant lastLineAt = Instant.MIN;

    private String lastLine = "";

    /**
     * Creates a screen.
     * @param terminal whether lines can be drawn over
     * @param started when the user pressed Enter
     */
    Screen(PrintStream out, boolean terminal, Instant started) {
        this.out = out;
        this.terminal = terminal;
        this.started = started;
    }

    /** A line that stays; the table goes on below it. */
    synchronized void say(String line) {
        this.out.println(erased() + line);
        this.out.flush();
    }

    /** A line that stays, with the time since the start. */
    void sayTimed(String line) {
        say(line + String.format(Locale.ROOT, " after %.1f s", seconds()));
    }

    synchronized void show(Progress progress) {
        if (this.terminal) {
            draw(ProgressText.table(progress));
        }
        else if (!Instant.now().isBefore(this.lastLineAt.plus(LINE_INTERVAL))) {
            line(ProgressText.line(progress));
        }
    }

    /** Shows it now, even when the last line is fresh. */
    synchronized void showLast(Progress progress) {
        this.lastLineAt = Instant.MIN;
        show(progress);
        this.drawnLines = 0;
    }

    private void draw(List<String> lines) {
        this.out.println(erased() + String.join(System.lineSeparator(), lines));
        this.out.flush();
        this.drawnLines = lines.size();
    }

    /** What takes the table off the terminal. */
    private String erased() {
        String up = ESCAPE + this.drawnLines + "A";
        String clearBelow = ESCAPE + "J";
        boolean drawn = this.drawnLines > 0;
        this.drawnLines = 0;
        return drawn ? up + clearBelow : "";
    }

    private void line(String line) {
        if (!line.equals(this.lastLine)) {
            this.out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(), line);
            this.out.flush();
        }
        this.lastLine = line;
        this.lastLineAt = Instant.now();
    }

    private double seconds() {
        return Duration.between(this.started, Instant.now()).toMillis() / 1000.0;
    }

}

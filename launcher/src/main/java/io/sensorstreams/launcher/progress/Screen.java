package io.sensorstreams.launcher.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where the user looks. On a terminal the table stays in its place and changes; else a
 * plain line comes every few seconds, as long as there is news. Thread-safe.
 */
public final class Screen {

    private static final Duration LINE_INTERVAL = Duration.ofSeconds(2);

    /** Columns that every terminal has. */
    private static final int NARROW = 80;

    private static final String ESCAPE = "\u001b[";

    private final PrintStream out;

    private final boolean terminal;

    private final Instant started;

    private int drawnLines;

    private Instant lastLineAt = Instant.MIN;

    private String lastLine = "";

    private List<String> table = List.of();

    /**
     * Creates a screen.
     * @param terminal whether lines can be drawn over
     * @param started when the user pressed Enter
     */
    public Screen(PrintStream out, boolean terminal, Instant started) {
        this.out = out;
        this.terminal = terminal;
        this.started = started;
    }

    /** A line that stays; the table goes on below it. */
    public synchronized void say(String line) {
        this.out.println(erased() + line);
        this.out.flush();
    }

    /** A line that stays, with the time since the start. */
    public void sayTimed(String line) {
        say(line + String.format(Locale.ROOT, " after %.1f s", seconds()));
    }

    public synchronized void show(Progress progress) {
        if (this.terminal) {
            this.table = ProgressText.table(progress);
            draw(this.table);
        }
        else if (!Instant.now().isBefore(this.lastLineAt.plus(LINE_INTERVAL))) {
            line(ProgressText.line(progress));
        }
    }

    /** Shows it now, even when the last line is fresh. */
    public synchronized void showLast(Progress progress) {
        this.lastLineAt = Instant.MIN;
        show(progress);
        this.drawnLines = 0;
        this.table = List.of();
    }

    /**
     * Shows what the run waits for. On a terminal it stands below the table and goes when
     * the wait is over.
     * @param due whether it is time for another line where lines stay
     */
    synchronized void showWait(String line, boolean due) {
        if (this.terminal) {
            List<String> lines = new ArrayList<>(this.table);
            // One that wraps would take more lines than are erased later.
            lines.add((line.length() < NARROW) ? line : line.substring(0, NARROW - 2) + "…");
            draw(lines);
        }
        else if (due) {
            print(line);
        }
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
            print(line);
        }
        this.lastLine = line;
        this.lastLineAt = Instant.now();
    }

    private void print(String line) {
        this.out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(), line);
        this.out.flush();
    }

    private double seconds() {
        return Duration.between(this.started, Instant.now()).toMillis() / 1000.0;
    }

}

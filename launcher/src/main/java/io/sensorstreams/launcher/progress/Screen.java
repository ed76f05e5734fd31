package io.sensorstreams.launcher.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints what the user sees. On a terminal, the table is redrawn in place. Otherwise a
 * plain line is printed every few seconds while something changes. Thread-safe.
 */
public final class Screen {

    private static final Duration LINE_INTERVAL = Duration.ofSeconds(2);

    private static final String ESCAPE = "\u001b[";

    /**
     * A wrapped line would take more lines than are erased later. The terminal does not
     * drop the rest of a line that is too wide: each further character overwrites the
     * last column. So lines are cut before they are printed, and only the lines after a
     * change of the width, or with an unknown width, end with a wrong character.
     */
    private static final String NO_WRAP = ESCAPE + "?7l";

    private static final String WRAP = ESCAPE + "?7h";

    private final PrintStream out;

    private final boolean terminal;

    private final int columns;

    private final Instant started;

    private int drawnLines;

    private Instant lastLineAt = Instant.MIN;

    private String lastLine = "";

    private List<String> table = List.of();

    private List<String> below = List.of();

    /**
     * Creates a screen.
     * @param columns width of the terminal; {@code Integer.MAX_VALUE} when it is unknown
     * @param started when the user pressed Enter
     */
    public Screen(PrintStream out, boolean terminal, int columns, Instant started) {
        this.out = out;
        this.terminal = terminal;
        this.columns = columns;
        this.started = started;
    }

    /** Prints a line that stays. The table continues below it. */
    public synchronized void say(String line) {
        this.out.println(erased() + line);
        this.out.flush();
    }

    /** Prints a line that stays, with the time since the start. */
    public void sayTimed(String line) {
        say(line + String.format(Locale.ROOT, " after %.1f s", seconds()));
    }

    /**
     * Keeps a line below the table, where it is seen. Where lines cannot be erased, it is
     * printed once.
     */
    public synchronized void keepBelow(String line) {
        if (this.terminal) {
            this.below = List.of(line);
        }
        else {
            say(line);
        }
    }

    public synchronized void show(Progress progress) {
        if (this.terminal) {
            this.table = Stream.concat(ProgressText.table(progress).stream(), this.below.stream()).toList();
            draw(this.table);
        }
        else if (!Instant.now().isBefore(this.lastLineAt.plus(LINE_INTERVAL))) {
            line(ProgressText.line(progress));
        }
    }

    /** Shows the progress immediately. It stays on the screen and is not cut. */
    public synchronized void showLast(Progress progress) {
        if (this.terminal) {
            say(String.join(System.lineSeparator(), ProgressText.table(progress)));
            this.table = List.of();
        }
        else {
            this.lastLineAt = Instant.MIN;
            show(progress);
        }
    }

    /**
     * Shows what the run waits for. On a terminal the line is below the table and is
     * erased when the wait ends.
     * @param due whether to print another line where lines cannot be erased
     */
    synchronized void showWait(String line, boolean due) {
        if (this.terminal) {
            List<String> lines = new ArrayList<>(this.table);
            lines.add(line);
            draw(lines);
        }
        else if (due) {
            print(line);
        }
    }

    private void draw(List<String> lines) {
        String cut = lines.stream().map(this::cut).collect(Collectors.joining(System.lineSeparator()));
        this.out.println(erased() + NO_WRAP + cut + WRAP);
        this.out.flush();
        this.drawnLines = lines.size();
    }

    private String cut(String line) {
        return line.substring(0, Math.min(line.length(), this.columns));
    }

    /** Returns the control characters that erase the table. */
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

package io.sensorstreams.launcher.console.show;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Prints results to the standard output, and everything else to the standard error, so
 * that a pipe gets results only.
 */
public final class Terminal {

    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream out;

    private final PrintStream err;

    private final BufferedReader in;

    private final Kind kind;

    private boolean passing;

    public Terminal(PrintStream out, PrintStream err, BufferedReader in, Kind kind) {
        this.out = out;
        this.err = err;
        this.in = in;
        this.kind = kind;
    }

    /** Prints a line of the result. */
    public void say(String line) {
        erasePassing();
        this.out.println(Printable.of(line));
    }

    /** Prints a line that is not part of the result, after what was printed before. */
    public void note(String line) {
        erasePassing();
        this.out.flush();
        this.err.println(Printable.of(line));
        this.err.flush();
    }

    public void print(Table table) {
        erasePassing();
        table.lines(this.kind.columns()).forEach(this.out::println);
    }

    /** Prints the answer of a service unchanged, with a line end. */
    public void printRaw(String text) {
        erasePassing();
        this.out.print(text.endsWith("\n") ? text : text + "\n");
    }

    /**
     * Prints lines of a file. They are unchanged where no terminal obeys their control
     * characters.
     */
    public void printLines(String lines) {
        if (this.kind.shows()) {
            lines.lines().forEach(this::say);
        }
        else if (!lines.isEmpty()) {
            printRaw(lines);
        }
    }

    /**
     * Shows a line that the next output replaces, on the standard error if that is a
     * terminal.
     */
    public void showPassing(String line) {
        if (this.kind.showsErrors()) {
            this.err.print(ERASE_LINE + Printable.of(line));
            this.err.flush();
            this.passing = true;
        }
    }

    private void erasePassing() {
        if (this.passing) {
            this.err.print(ERASE_LINE);
            this.err.flush();
            this.passing = false;
        }
    }

    /** Sends the printed lines. Returns false when nobody reads them any more. */
    public boolean flush() {
        return !this.out.checkError();
    }

    /** Returns whether a user can answer a question. */
    public boolean asks() {
        return this.kind.asks();
    }

    /** Asks a question. Returns whether the user says yes. */
    public boolean confirms(String question) throws IOException {
        this.err.print(Printable.of(question) + " [y/N] ");
        this.err.flush();
        String answer = this.in.readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    /**
     * What the terminal can do.
     *
     * @param shows whether the standard output is a terminal
     * @param showsErrors whether the standard error is a terminal
     * @param asks whether a user can read a question and answer it
     * @param columns its width; {@code Integer.MAX_VALUE} when it is unknown
     */
    public record Kind(boolean shows, boolean showsErrors, boolean asks, int columns) {

        /** Returns what the script has found out. */
        public static Kind ofProperties() {
            return new Kind(Boolean.getBoolean("sensor.terminal"), Boolean.getBoolean("sensor.progress"),
                    Boolean.getBoolean("sensor.asks"), Integer.getInteger("sensor.columns", Integer.MAX_VALUE));
        }

    }

}

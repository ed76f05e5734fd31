package io.sensorstreams.launcher.watch;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

import io.sensorstreams.launcher.progress.Numbers;

/**
 * Prints rows, but not more than people can read, and reports how many it did not print.
 * Thread-safe.
 */
final class RowLines {

    /**
     * Most lines in a second, of rows that are sent and of rows that are written each.
     */
    static final int PER_SECOND = 10;

    private final Consumer<String> out;

    private final int width;

    private final LongSupplier nanoTime;

    private final Side sent = new Side();

    private final Side written = new Side();

    /**
     * Creates a printer.
     * @param width most characters of a line
     */
    RowLines(Consumer<String> out, int width, LongSupplier nanoTime) {
        this.out = out;
        this.width = width;
        this.nanoTime = nanoTime;
    }

    /** Prints an event of a stream, if it is a row. */
    void sent(Event event) {
        print(this.sent, event, RowText::sent);
    }

    /** Prints an event of a partition, if it is a row. */
    void written(Event event) {
        print(this.written, event, RowText::written);
    }

    private void print(Side side, Event event, UnaryOperator<String> line) {
        switch (event.name()) {
            case "row" -> {
                if (side.take(this.nanoTime.getAsLong())) {
                    this.out.accept(cut(line.apply(event.data())));
                }
            }
            case "sampled" -> side.skip(RowText.skipped(event.data()));
            default -> {
                // Nothing to print: there are no rows.
            }
        }
    }

    /** Prints how many rows were not printed since the last call, if there are any. */
    void reportNotShown() {
        long notSent = this.sent.takeSkipped();
        long notWritten = this.written.takeSkipped();
        if (notSent + notWritten > 0) {
            this.out.accept("not shown: up to " + Numbers.count(notSent) + " sent and " + Numbers.count(notWritten)
                    + " written rows");
        }
    }

    private String cut(String line) {
        return (line.length() <= this.width) ? line : line.substring(0, this.width - 1) + "…";
    }

    /** Rows that were sent, or rows that were written. */
    private static final class Side {

        private long secondBegan;

        private int printed;

        private long skipped;

        private boolean begun;

        synchronized boolean take(long now) {
            if (!this.begun || now - this.secondBegan >= TimeUnit.SECONDS.toNanos(1)) {
                this.begun = true;
                this.secondBegan = now;
                this.printed = 0;
            }
            if (this.printed >= PER_SECOND) {
                this.skipped++;
                return false;
            }
            this.printed++;
            return true;
        }

        synchronized void skip(long rows) {
            this.skipped += rows;
        }

        synchronized long takeSkipped() {
            long taken = this.skipped;
            this.skipped = 0;
            return taken;
        }

    }

}

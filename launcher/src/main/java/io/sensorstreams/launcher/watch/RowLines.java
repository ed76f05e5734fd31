package io.sensorstreams.launcher.watch;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.sensorstreams.launcher.progress.Numbers;
import tools.jackson.databind.JsonNode;

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
    void sent(String event, JsonNode data) {
        print(this.sent, event, data, RowLines::sentRow);
    }

    /** Prints an event of a partition, if it is a row. */
    void written(String event, JsonNode data) {
        print(this.written, event, data, RowLines::writtenRow);
    }

    private void print(Side side, String event, JsonNode data, Function<JsonNode, String> line) {
        switch (event) {
            case "row" -> {
                if (side.take(this.nanoTime.getAsLong())) {
                    this.out.accept(cut(line.apply(data)));
                }
            }
            case "sampled" -> side.skip(data.path("skipped").asLong());
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

    private static String sentRow(JsonNode data) {
        return "sent " + partition(data) + " " + data.path("row").asString("") + " " + data.path("value");
    }

    private static String writtenRow(JsonNode data) {
        return "written " + partition(data) + " offset " + data.path("offset").asLong() + " → "
                + data.path("file").asString("") + " line " + data.path("line").asLong();
    }

    private static String partition(JsonNode data) {
        return data.path("topic").asString("") + "[" + data.path("partition").asInt() + "]";
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

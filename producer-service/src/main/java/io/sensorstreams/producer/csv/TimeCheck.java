package io.sensorstreams.producer.csv;

import java.io.IOException;
import java.util.OptionalLong;

import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a readable time in the first rows of a CSV text, in bounded time.
 */
public final class TimeCheck {

    /** Most rows that are read, rejected ones included. */
    private static final int ROWS = 1_000;

    /** Most bytes of text that are read. */
    private static final long MAX_TEXT = 64 << 20;

    /** Most slices of text without a row, each of several megabytes. */
    private static final int MAX_SLICES = 8;

    private TimeCheck() {
    }

    /**
     * Reads rows until one has a readable time.
     * @throws SourceException when none has one; a text without valid rows is accepted
     */
    public static void check(CsvText text, CsvOptions options) throws IOException {
        try (CsvRows rows = CsvRows.open(text, options.forwards(), Position.BEGINNING)) {
            String first = null;
            int slices = 0;
            long count = 0;
            Rows.Step step = rows.next();
            while (step != Rows.Step.END && rows.position().row() <= ROWS && slices < MAX_SLICES
                    && rows.position().bytes() < MAX_TEXT) {
                if (step == Rows.Step.ROW && rows.eventTimeMillis() != Rows.NO_EVENT_TIME) {
                    return;
                }
                if (step == Rows.Step.ROW) {
                    first = (first != null) ? first : fault(rows);
                    count++;
                }
                slices += (step == Rows.Step.NOT_YET) ? 1 : 0;
                step = rows.next();
            }
            refuse(text.name(), count, first);
        }
    }

    private static String fault(CsvRows rows) throws IOException {
        OptionalLong line = rows.line(MAX_TEXT);
        return "in line " + line.orElse(1) + ": " + rows.timeFault();
    }

    private static void refuse(String name, long count, @Nullable String first) throws SourceException {
        if (first != null) {
            throw new SourceException(name + ": none of its first " + count
                    + " rows has a readable time, which the pace event-time needs; the first " + first
                    + "; correct timeColumn and timeFormat of the source, or take another pace");
        }
    }

}

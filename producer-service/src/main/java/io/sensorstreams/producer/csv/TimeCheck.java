package io.sensorstreams.producer.csv;

import java.io.IOException;
import java.util.OptionalLong;

import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a readable time in the first rows of a CSV text, in bounded time and in the
 * order of reading.
 */
public final class TimeCheck {

    /** Rows that are read, without rejected ones. */
    private static final int ROWS = 1_000;

    /** Most bytes of text that are read. */
    private static final long MAX_TEXT = 64 << 20;

    /** Most slices of text without a row, each of several megabytes. */
    private static final int MAX_SLICES = 8;

    private TimeCheck() {
    }

    /**
     * Reads rows until one has a readable time.
     * @throws SourceException when none of {@link #ROWS} has one, or none of all; a text
     * that has no valid rows, or few in much text, is accepted
     */
    public static void check(CsvText text, CsvOptions options) throws IOException {
        try (CsvRows rows = CsvRows.open(text, options, Position.BEGINNING)) {
            String first = null;
            int slices = 0;
            long count = 0;
            Rows.Step step = rows.next();
            while (step != Rows.Step.END && count < ROWS) {
                if (slices == MAX_SLICES || rows.position().bytes() > MAX_TEXT) {
                    return;
                }
                if (step == Rows.Step.ROW) {
                    if (rows.eventTimeMillis() != Rows.NO_EVENT_TIME) {
                        return;
                    }
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

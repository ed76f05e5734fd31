package io.sensorstreams.producer.row;

import java.io.Closeable;
import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Cursor over the rows of a source. Owned by one thread. The accessors speak of the row
 * that {@link #next} last moved to.
 */
public interface Rows extends Closeable {

    /** What {@link #next} moved to. */
    enum Step {

        /** A row that can be sent. */
        ROW,
        /** A row that cannot be sent; {@link #rejection()} says why. */
        REJECTED,
        /**
         * Not on the next row yet, because much text without a row is before it; the next
         * call continues.
         */
        NOT_YET,
        /** Behind the last row. */
        END

    }

    /** Event time of a row that has none, or none that can be read. */
    long NO_EVENT_TIME = Long.MIN_VALUE;

    /**
     * Moves to the next row. Passes over a bounded amount of text only, so that other
     * streams have their turn.
     * @throws IOException when the source cannot be read on, or changed while it was read
     */
    Step next() throws IOException;

    /**
     * The row as a record value, an array of its own. To be asked for when the row is
     * due: made-up rows tell the time of that call.
     */
    byte[] value();

    /** UTF-8 bytes of the row's station, or null when the source or the row has none. */
    byte @Nullable [] station();

    /**
     * The row's own time in milliseconds, on the wall clock of its station as if that
     * were UTC; only differences mean something. {@link #NO_EVENT_TIME} when there is
     * none.
     */
    long eventTimeMillis();

    /**
     * Why the row was rejected.
     * @throws IOException when the source cannot be read to find the row's line
     */
    Rejection rejection() throws IOException;

    /** Where to go on after the current row. */
    Position position();

}

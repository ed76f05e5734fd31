package io.sensorstreams.producer.row;

import java.io.Closeable;
import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Cursor over the rows of a source. The accessors return values of the row that
 * {@link #next} last moved to. Owned by one thread.
 */
public interface Rows extends Closeable {

    enum Step {

        /** A row that can be sent. */
        ROW,
        /** A row that cannot be sent; {@link #rejection()} returns the reason. */
        REJECTED,
        /** No row yet, because there is much text without one; call again. */
        NOT_YET,
        /** The source has no more rows. */
        END

    }

    /** Value of a missing or invalid event time. */
    long NO_EVENT_TIME = Long.MIN_VALUE;

    /**
     * Moves to the next row. Reads a bounded amount of text, so that other streams get
     * their turn.
     * @throws IOException when the source cannot be read, or changed meanwhile
     */
    Step next() throws IOException;

    /**
     * The row as a record value, a new array. Call it when the row is due: generated rows
     * may contain the time of the call.
     */
    byte[] value();

    /** UTF-8 bytes of the row's station, or null when the source or the row has none. */
    byte @Nullable [] station();

    /**
     * Event time of the row in milliseconds: the wall clock time of its station,
     * interpreted as UTC. Only differences are meaningful. {@link #NO_EVENT_TIME} when
     * there is none.
     */
    long eventTimeMillis();

    /** Reads the source again when it has to find the number of the line. */
    Rejection rejection() throws IOException;

    /** Position after the current row. */
    Position position();

    /**
     * What is known of the file up to the current row; null when the source is no file.
     */
    default @Nullable FileIdentity identity() {
        return null;
    }

}

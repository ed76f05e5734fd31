package io.sensorstreams.producer.row;

import java.io.Closeable;
import java.io.IOException;
import java.util.OptionalLong;

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
        /** No row yet; there may be one later. */
        WAITING,
        /** The current file of a source of many files has no more rows. */
        FILE_END,
        /** The source has no more rows. */
        END

    }

    /** Value of a missing or invalid event time. */
    long NO_EVENT_TIME = Long.MIN_VALUE;

    /**
     * Most bytes that are read again to find the line of a row that need not have one.
     */
    long FAR = 64 << 20;

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
     * Event time of the row in milliseconds since 1970, {@link #NO_EVENT_TIME} when there
     * is none. It is the true instant when the time has an offset, or the source a time
     * zone. Otherwise it is the wall clock time of its station, interpreted as UTC, and
     * only differences are meaningful.
     * <p>
     * With a time zone, a time that clocks skipped in spring is moved by the length of
     * the gap, as java.time does. A time that clocks showed twice in autumn is the
     * earlier instant until the times step back, and then the later one; the other way
     * round in a source that is {@linkplain #isNewestFirst() newest first}.
     */
    long eventTimeMillis();

    /** Whether the event times run backwards in the order of reading, as a whole. */
    default boolean isNewestFirst() {
        return false;
    }

    /**
     * Checks that the first rows have event times.
     * @param use what needs them
     * @throws SourceException when it is known that they have none
     */
    default void checkTimes(TimeUse use) throws SourceException {
    }

    /**
     * Reads the source again when it has to find the number of the line; at most
     * {@link #FAR} bytes of one that is not on this machine.
     */
    Rejection rejection() throws IOException;

    /**
     * Number of the line where the current row begins, from 1.
     * @return empty when the source has no lines, or more than {@code most} bytes must be
     * read again to count them
     */
    default OptionalLong line(long most) throws IOException {
        return OptionalLong.empty();
    }

    /** Why the current row has no station. */
    default String stationFault() {
        return "row has no station";
    }

    /** Why the current row has no event time. */
    default String timeFault() {
        return "row has no time";
    }

    /** Position after the current row. */
    Position position();

    /**
     * Sets whether text may follow the present end of the source. Then its last row
     * counts only with its line end, and {@link #next} returns {@link Step#WAITING} after
     * it.
     */
    default void grows(boolean more) {
    }

    /**
     * Where the text comes from when {@link #next} may have to wait for it; null when it
     * is on a disk.
     */
    default @Nullable Supply supply() {
        return null;
    }

    /** Whether no text was added to the source before {@link #next} returned its end. */
    default boolean isReadToEnd() {
        return true;
    }

    /**
     * What is known of the file up to a position, so that a row after it may be
     * corrected; null when the source is no file.
     * @param reached position after the current row or the one before it
     */
    default @Nullable FileIdentity identity(Position reached) {
        return null;
    }

}

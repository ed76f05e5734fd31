package io.sensorstreams.producer.time;

import java.time.ZoneId;

import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * Reads the event times of the rows of a file, in the order of reading, each row once.
 * Not thread-safe.
 */
public final class RowTimes {

    /** Null when no format is known. */
    private final @Nullable TimeFormat format;

    /** Null when times without an offset count as UTC. */
    private final @Nullable LocalTimes local;

    /** The row that was read last. */
    private long row = -1;

    private long time = Rows.NO_EVENT_TIME;

    /** Time of the row before that one, or of an earlier one if that has none. */
    private long before = Rows.NO_EVENT_TIME;

    /**
     * Creates the reader.
     * @param format not {@link TimeFormat#AUTO}; null when there is no event time
     * @param zone zone of times without an offset; null when they count as UTC
     * @param newestFirst whether most times are earlier than the one before
     * @param seen what is known of the file up to the first row; null when that is the
     * start
     */
    public RowTimes(@Nullable String format, @Nullable ZoneId zone, boolean newestFirst, @Nullable FileIdentity seen) {
        this.format = (format != null) ? TimeFormat.of(format) : null;
        if (seen != null && seen.eventTime() != null) {
            this.time = seen.eventTime();
        }
        this.local = (zone != null) ? new LocalTimes(zone, newestFirst, this.time) : null;
    }

    /** Whether a row was read last. */
    public boolean isAt(long number) {
        return number == this.row;
    }

    /** Time of the row that was read last, or {@link Rows#NO_EVENT_TIME}. */
    public long time() {
        return this.time;
    }

    /**
     * Reads the time of a row.
     * @param text null when the row has none
     */
    public void read(long number, @Nullable TimeText text, byte @Nullable [] station) {
        this.before = (this.time != Rows.NO_EVENT_TIME) ? this.time : this.before;
        this.row = number;
        this.time = (text != null) ? read(text, station) : Rows.NO_EVENT_TIME;
    }

    long read(TimeText text, byte @Nullable [] station) {
        if (this.format == null) {
            return Rows.NO_EVENT_TIME;
        }
        long read = this.format.parse(text.bytes(), text.start(), text.end());
        return (read == Rows.NO_EVENT_TIME || this.local == null || this.format.isInstant()) ? read
                : this.local.toInstant(read, station);
    }

    /**
     * Returns what {@link FileIdentity#eventTime()} has to be after a number of rows.
     */
    public @Nullable Long reached(long rows) {
        boolean last = rows == this.row && this.time != Rows.NO_EVENT_TIME;
        long reached = last ? this.time : this.before;
        return (this.local != null && reached != Rows.NO_EVENT_TIME) ? (Long) reached : null;
    }

}

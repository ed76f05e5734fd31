package io.sensorstreams.producer.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.FilePlace;
import io.sensorstreams.producer.row.Position;
import org.jspecify.annotations.Nullable;

/**
 * Position of a sensor stream. It is stored in the same transaction as the rows before
 * it.
 *
 * @param origin identifies the start from the beginning that the position counts from; a
 * stream with another origin starts again with the next run
 * @param file name of the source's file, when it has one; of many, the last that was read
 * @param run number of the pass over the source, from 1; never reused for the name of the
 * stream
 * @param row rows of the run that were read, including rejected ones
 * @param bytes bytes of the file that were read, see
 * {@link io.sensorstreams.producer.row.Position#bytes()}
 * @param rowsRead rows read since the origin, in all passes; likewise the next two
 * @param ended whether the source had no row after the position
 * @param continued see {@code StreamDefinition}; null for never
 * @param seen what was known of the file at the position; null at the beginning and for a
 * source that is not a file
 * @param clock how far the stream has followed its clock; null when it had none yet
 * @param place where a source of many files is; else null
 */
@JsonInclude(Include.NON_NULL)
public record StreamPosition(String stream, String origin, String topic, @Nullable String file, long run, long row,
        long bytes, long rowsRead, long rowsSent, long rowsRejected, boolean ended, @Nullable Long continued,
        @Nullable FileIdentity seen, @Nullable ClockMark clock, @Nullable FilePlace place) {

    public StreamPosition(String stream, String origin, String topic, @Nullable String file, long run, long row,
            long bytes, long rowsRead, long rowsSent, long rowsRejected, boolean ended, @Nullable Long continued,
            @Nullable FileIdentity seen) {
        this(stream, origin, topic, file, run, row, bytes, rowsRead, rowsSent, rowsRejected, ended, continued, seen,
                null, null);
    }

    /** Where the source continues. */
    public Position inSource() {
        return new Position(this.row, this.bytes, this.seen, this.place);
    }

    /** Whether the other position is after at least one more row. */
    public boolean isBefore(StreamPosition other) {
        return this.run < other.run || (this.run == other.run && this.row < other.row);
    }

    /** Whether rows were read and all of them were rejected, in all passes. */
    public boolean hasOnlyRejections() {
        return this.rowsSent == 0 && this.rowsRejected > 0;
    }

    /**
     * Removes the mark of the end, because the source may have grown. Of many files,
     * skips the rest of the current one.
     */
    public StreamPosition continued(@Nullable Long times) {
        boolean inside = this.place != null && this.place.is(FilePlace.State.READING);
        return new StreamPosition(this.stream, this.origin, this.topic, this.file, this.run, this.row, this.bytes,
                this.rowsRead, this.rowsSent, this.rowsRejected, false, times, this.seen, this.clock,
                (inside && this.place != null) ? this.place.with(FilePlace.State.LEFT) : this.place);
    }

}

package io.sensorstreams.producer.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * Where a sensor stream stands, as it is stored in the same transaction as the rows
 * before it.
 *
 * @param stream name of the stream
 * @param origin start from the beginning that the position counts from; a stream that has
 * another one begins anew, with the next run
 * @param topic topic of the rows
 * @param file name of the source's file, when it has one
 * @param run pass over the source, from 1; never used again, whatever becomes of the
 * stream
 * @param row rows of the run already passed, rejected ones included
 * @param bytes bytes of the file already passed, see
 * {@link io.sensorstreams.producer.row.Position#bytes()}
 * @param rowsRead rows passed since the origin, in all passes
 * @param rowsSent rows sent since the origin
 * @param rowsRejected rows rejected since the origin
 * @param ended whether nothing was behind the position
 * @param continued how often the stream was started again behind the end of its source,
 * as counted by its definition; null for never
 */
@JsonInclude(Include.NON_NULL)
public record StreamPosition(String stream, String origin, String topic, @Nullable String file, long run, long row,
        long bytes, long rowsRead, long rowsSent, long rowsRejected, boolean ended, @Nullable Long continued) {

    /** A position of a stream that was never started again behind its end. */
    public StreamPosition(String stream, String origin, String topic, @Nullable String file, long run, long row,
            long bytes, long rowsRead, long rowsSent, long rowsRejected, boolean ended) {
        this(stream, origin, topic, file, run, row, bytes, rowsRead, rowsSent, rowsRejected, ended, null);
    }

    /** The same position, where more may be behind it than when it was stored. */
    public StreamPosition continued(@Nullable Long times) {
        return new StreamPosition(this.stream, this.origin, this.topic, this.file, this.run, this.row, this.bytes,
                this.rowsRead, this.rowsSent, this.rowsRejected, false, times);
    }

}

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
 * {@link io.sensorstreams.producer.source.Position#bytes()}
 * @param rowsRead rows passed since the origin, in all passes
 * @param rowsSent rows sent since the origin
 * @param rowsRejected rows rejected since the origin
 * @param ended whether nothing is behind the position
 */
@JsonInclude(Include.NON_NULL)
public record StreamPosition(String stream, String origin, String topic, @Nullable String file, long run, long row,
        long bytes, long rowsRead, long rowsSent, long rowsRejected, boolean ended) {

}

package io.sensorstreams.producer.publish;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.sensorstreams.producer.row.FilesReport;
import org.jspecify.annotations.Nullable;

/**
 * State of a stream that its owner stores for the other replicas.
 *
 * @param definition offset in {@code sensor-streams} of the definition that the report is
 * about
 * @param failed whether the stream cannot continue without an operator
 * @param lastError why the stream failed or waits, or null
 * @param lagMillis how late the last row was
 * @param nextDue when the next row is due, or null without a schedule
 * @param eventTime event time of the next row in milliseconds; null when it is not known
 * @param files null when the source does not have many files
 */
@JsonInclude(Include.NON_NULL)
public record StreamReport(long definition, boolean failed, @Nullable String lastError, double ratePerSecond,
        long lagMillis, @Nullable Instant nextDue, Instant at, @Nullable Long eventTime, @Nullable FilesReport files) {

    public StreamReport(long definition, boolean failed, @Nullable String lastError, double ratePerSecond,
            long lagMillis, @Nullable Instant nextDue, Instant at) {
        this(definition, failed, lastError, ratePerSecond, lagMillis, nextDue, at, null, null);
    }

}

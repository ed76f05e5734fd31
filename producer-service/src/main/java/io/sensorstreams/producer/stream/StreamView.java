package io.sensorstreams.producer.stream;

import java.time.Instant;
import java.time.LocalDateTime;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.row.RowFault;
import io.sensorstreams.producer.row.RowFaults;
import org.jspecify.annotations.Nullable;

/**
 * JSON view of a stream in the REST API.
 *
 * @param spec its fields are next to the others
 * @param run number of the current pass over the source
 * @param rowsRead rows read since the latest start from the beginning, in all passes
 * @param rowsAcked rows that Kafka has acknowledged and committed
 * @param rowsTotal number of rows to read, or null when unknown or endless
 * @param targetPerSecond rows per second; null when the pace has no constant rate
 * @param scheduleLagMs how late the last row was, or the next row is
 * @param lastError why the stream failed or waits, or null
 * @param owner replica that runs the stream, or null when no replica does
 * @param eventTime event time of the next row on the wall clock of its station, or null
 * when unknown
 * @param unsunk whether no sink is known for the topic; null when that is unknown, such
 * as in the first 30 seconds of a topic
 * @param faults rows since the latest start from the beginning that could not be used
 * @param rowsUntimed rows of {@code faults} without a readable time
 * @param firstRejected the first rejected row; null when there is none
 * @param format how the file is read; null before its first rows are committed
 * @param dialect the dialect of {@code format}
 * @param clock clock that the stream follows; null when it follows none
 * @param files of a directory, these fields are next to the others; null for other
 * sources
 */
record StreamView(@JsonUnwrapped StreamSpec spec, StreamState state, long run, long rowsRead, long rowsAcked,
        long rowsRejected, @Nullable Long rowsTotal, double ratePerSecond, @Nullable Double targetPerSecond,
        long scheduleLagMs, @Nullable String lastError, @Nullable Instant startedAt, @Nullable String owner,
        @Nullable LocalDateTime eventTime, @Nullable Boolean unsunk, RowFaults faults, long rowsUntimed,
        @Nullable FirstFault firstRejected, @Nullable FileFormat format, @Nullable Dialect dialect,
        @Nullable FollowedClockView clock, @JsonUnwrapped @Nullable FilesView files) {

    /** The line, from 1, and the reason of a row; the line is null when it is unknown. */
    record FirstFault(@Nullable Long line, String reason) {

        static @Nullable FirstFault of(@Nullable RowFault fault) {
            return (fault != null) ? new FirstFault(fault.line(), fault.reason()) : null;
        }

    }

    StreamView(StreamSpec spec, StreamState state, long run, long rowsRead, long rowsAcked, long rowsRejected,
            @Nullable Long rowsTotal, double ratePerSecond, @Nullable Double targetPerSecond, long scheduleLagMs,
            @Nullable String lastError, @Nullable Instant startedAt, @Nullable String owner,
            @Nullable LocalDateTime eventTime, @Nullable Boolean unsunk, RowFaults faults, @Nullable FileFormat format,
            @Nullable FollowedClockView clock, @Nullable FilesView files) {
        this(spec, state, run, rowsRead, rowsAcked, rowsRejected, rowsTotal, ratePerSecond, targetPerSecond,
                scheduleLagMs, lastError, startedAt, owner, eventTime, unsunk, faults,
                (faults.untimed() != null) ? faults.untimed().rows() : 0, FirstFault.of(faults.rejected()), format,
                (format != null) ? format.dialect() : null, clock, files);
    }

    /** The view of a stream that has no directory as its source. */
    StreamView(StreamSpec spec, StreamState state, long run, long rowsRead, long rowsAcked, long rowsRejected,
            @Nullable Long rowsTotal, double ratePerSecond, @Nullable Double targetPerSecond, long scheduleLagMs,
            @Nullable String lastError, @Nullable Instant startedAt, @Nullable String owner,
            @Nullable LocalDateTime eventTime, @Nullable Boolean unsunk, RowFaults faults, @Nullable FileFormat format,
            @Nullable FollowedClockView clock) {
        this(spec, state, run, rowsRead, rowsAcked, rowsRejected, rowsTotal, ratePerSecond, targetPerSecond,
                scheduleLagMs, lastError, startedAt, owner, eventTime, unsunk, faults, format, clock, null);
    }

}

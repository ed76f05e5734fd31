package io.sensorstreams.producer.stream;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamState;
import org.jspecify.annotations.Nullable;

/**
 * A stream as the API shows it.
 *
 * @param spec what was asked for; its fields stand beside the others
 * @param state what the stream does
 * @param run pass over the source that it is in
 * @param rowsRead rows read since the latest start from the beginning, in all passes
 * @param rowsAcked rows that Kafka has acknowledged for good
 * @param rowsRejected rows that could not be sent
 * @param rowsTotal rows that there are to read, or null when not known or endless
 * @param ratePerSecond rows acknowledged per second in the last seconds
 * @param targetPerSecond rows per second that the pace aims at, if it is one number
 * @param scheduleLagMs how late the last row was, or the next one is
 * @param lastError why the stream failed or waits, or null
 * @param startedAt when it was last started, or null
 * @param owner replica that runs it, or null when none does now
 * @param unsunk whether no sink is known for the topic, or null when that is not known
 */
record StreamView(@JsonUnwrapped StreamSpec spec, StreamState state, long run, long rowsRead, long rowsAcked,
        long rowsRejected, @Nullable Long rowsTotal, double ratePerSecond, @Nullable Double targetPerSecond,
        long scheduleLagMs, @Nullable String lastError, @Nullable Instant startedAt, @Nullable String owner,
        @Nullable Boolean unsunk) {

}

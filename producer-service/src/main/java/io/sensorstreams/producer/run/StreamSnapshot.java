package io.sensorstreams.producer.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.publish.StreamReport;
import io.sensorstreams.producer.publish.StreamStatus;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream is, as its runner knows it here, or as the owner told it elsewhere.
 *
 * @param position behind the last acknowledged row
 * @param state what the stream does
 * @param rowsRead rows read since the latest start from the beginning
 * @param ratePerSecond rows acknowledged per second
 * @param lagMillis how late the last row was, or how late the next one is by now if that
 * is more
 * @param lastError why it failed or waits, or null
 */
record StreamWork(StreamPosition position, StreamState state, long rowsRead, double ratePerSecond, long lagMillis,
        @Nullable String lastError) {

    static StreamWork of(SensorStream stream) {
        SensorStream.Standing standing = stream.standing();
        return new StreamWork(standing.committed(), stream.state(standing.committed()), standing.rowsRead(),
                stream.ratePerSecond(), stream.lagMillis(), stream.lastError());
    }

    /**
     * What the owner told. A report about another definition does not count, and a rate
     * only as long as the meter would remember it: the owner may be gone.
     */
    static StreamWork told(StreamDefinition definition, Optional<StreamStatus> stored, Instant now) {
        StreamPosition position = definition.position(stored.map(StreamStatus::position));
        Optional<StreamReport> report = stored.map(StreamStatus::report)
            .filter((told) -> told.definition() == definition.offset());
        StreamState state = definition.stateAt(position, report.map(StreamReport::failed).orElse(false));
        boolean running = state == StreamState.RUNNING;
        return new StreamWork(position, state, position.rowsRead(),
                report.filter((told) -> running && told.at().plus(RateMeter.MEMORY).isAfter(now))
                    .map(StreamReport::ratePerSecond)
                    .orElse(0.0),
                report.filter((told) -> running).map((told) -> lag(told, now)).orElse(0L),
                report.map(StreamReport::lastError).orElse(null));
    }

    private static long lag(StreamReport report, Instant now) {
        Instant due = report.nextDue();
        long overdue = (due != null) ? Duration.between(due, now).toMillis() : 0;
        return Math.max(report.lagMillis(), overdue);
    }

}

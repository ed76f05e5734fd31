package io.sensorstreams.producer.run;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.publish.StreamReport;
import io.sensorstreams.producer.publish.StreamStatus;
import io.sensorstreams.producer.row.FilesReport;
import io.sensorstreams.producer.row.RowFaults;
import org.jspecify.annotations.Nullable;

/**
 * State and position of a stream at one instant, from its runner on this replica or from
 * the last report of its owner, see {@link StreamReport}.
 *
 * @param rowsRead rows read since the latest start from the beginning
 * @param lagMillis how late the last row was, or how late the next row is now if that is
 * more
 * @param eventTime event time of the next row on the wall clock of its station, as far as
 * the owner has told; null when it is unknown
 * @param faults rows before the position that could not be used
 * @param files null when the source does not have many files
 */
public record StreamSnapshot(StreamPosition position, StreamState state, long rowsRead, double ratePerSecond,
        long lagMillis, @Nullable String lastError, @Nullable LocalDateTime eventTime, RowFaults faults,
        @Nullable FilesReport files) {

    public static StreamSnapshot of(SensorStream stream) {
        SensorStream.Standing standing = stream.standing();
        return new StreamSnapshot(standing.committed(), stream.state(standing.committed()), standing.rowsRead(),
                stream.ratePerSecond(), stream.lagMillis(), stream.lastError(), stream.eventTime(), standing.faults(),
                stream.files());
    }

    /**
     * Ignores a report about another definition, and a rate that is older than the window
     * of the meter: the owner may have ended.
     */
    public static StreamSnapshot reported(StreamDefinition definition, Optional<StreamStatus> stored, Instant now) {
        StreamPosition position = definition.position(stored.map(StreamStatus::position));
        Optional<StreamReport> current = stored.map(StreamStatus::report)
            .filter((report) -> report.definition() == definition.offset());
        StreamState state = definition.stateAt(position, current.map(StreamReport::failed).orElse(false));
        boolean running = state == StreamState.RUNNING;
        return new StreamSnapshot(position, state, position.rowsRead(),
                current.filter((report) -> running && report.at().plus(RateMeter.MEMORY).isAfter(now))
                    .map(StreamReport::ratePerSecond)
                    .orElse(0.0),
                current.filter((report) -> running).map((report) -> lag(report, now)).orElse(0L),
                current.map(StreamReport::lastError).orElse(null),
                current.map(StreamReport::eventTime)
                    .map((time) -> SensorStream.onWallClock(time, definition.spec()))
                    .orElse(null),
                stored.map((status) -> status.faultsSince(definition.origin())).orElse(RowFaults.NONE),
                current.map(StreamReport::files).orElse(null));
    }

    private static long lag(StreamReport report, Instant now) {
        Instant due = report.nextDue();
        long overdue = (due != null) ? Duration.between(due, now).toMillis() : 0;
        return Math.max(report.lagMillis(), overdue);
    }

}

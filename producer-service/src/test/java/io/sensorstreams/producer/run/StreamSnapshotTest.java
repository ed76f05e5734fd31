package io.sensorstreams.producer.run;

import java.time.Instant;
import java.util.Optional;

import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.publish.StreamReport;
import io.sensorstreams.producer.publish.StreamStatus;
import io.sensorstreams.producer.row.RowFault;
import io.sensorstreams.producer.row.RowFaults;
import org.junit.jupiter.api.Test;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static org.assertj.core.api.Assertions.assertThat;

class StreamSnapshotTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static final StreamDefinition RUNNING = StreamDefinition.create(spec("air", "AIR2308.csv", UNLIMITED), NOW)
        .at(7);

    private static final RowFaults FAULTS = new RowFaults(new RowFault(1, 4L, "row is bad"), null, null);

    @Test
    void hasTheReportedState() {
        StreamSnapshot snapshot = reported(RUNNING, report(7, null, NOW.minusMillis(200)), NOW);

        assertThat(snapshot)
            .isEqualTo(new StreamSnapshot(position(), StreamState.RUNNING, 10, 4.5, 30, null, null, FAULTS, null));
    }

    @Test
    void startsAtTheBeginningWithoutAReport() {
        StreamSnapshot snapshot = StreamSnapshot.reported(RUNNING, Optional.empty(), NOW);

        assertThat(snapshot.state()).isEqualTo(StreamState.RUNNING);
        assertThat(snapshot.rowsRead()).isZero();
        assertThat(snapshot.ratePerSecond()).isZero();
    }

    @Test
    void isFailedUntilAnotherDefinitionIsStored() {
        StreamReport failed = report(7, "AIR2308.csv is gone", NOW);

        assertThat(reported(RUNNING, failed, NOW).state()).isEqualTo(StreamState.FAILED);
        assertThat(reported(RUNNING, failed, NOW).lastError()).isEqualTo("AIR2308.csv is gone");
        assertThat(reported(RUNNING.at(8), failed, NOW).state()).isEqualTo(StreamState.RUNNING);
        assertThat(reported(RUNNING.at(8), failed, NOW).lastError()).isNull();
    }

    @Test
    void hasNoRateWhenTheOwnerIsSilent() {
        StreamReport report = report(7, null, NOW);

        assertThat(reported(RUNNING, report, NOW.plusSeconds(9)).ratePerSecond()).isEqualTo(4.5);
        assertThat(reported(RUNNING, report, NOW.plusSeconds(10)).ratePerSecond()).isZero();
    }

    @Test
    void lagGrowsWhileTheOwnerIsSilent() {
        assertThat(reported(RUNNING, report(7, null, NOW), NOW.plusSeconds(9)).lagMillis()).isEqualTo(8000);
    }

    @Test
    void hasNeitherRateNorLagWhenItDoesNotRun() {
        StreamSnapshot snapshot = reported(RUNNING.stopped(), report(7, null, NOW), NOW.plusSeconds(9));

        assertThat(snapshot.ratePerSecond()).isZero();
        assertThat(snapshot.lagMillis()).isZero();
    }

    private static StreamSnapshot reported(StreamDefinition definition, StreamReport report, Instant now) {
        return StreamSnapshot.reported(definition, Optional.of(new StreamStatus(position(), report, FAULTS)), now);
    }

    private static StreamPosition position() {
        return new StreamPosition("air", RUNNING.origin(), "air", "AIR2308.csv", 1, 10, 500, 10, 9, 1, false, null,
                null);
    }

    /** The next row is due a second after noon. */
    private static StreamReport report(long definition, String lastError, Instant at) {
        return new StreamReport(definition, lastError != null, lastError, 4.5, 30, NOW.plusSeconds(1), at);
    }

}

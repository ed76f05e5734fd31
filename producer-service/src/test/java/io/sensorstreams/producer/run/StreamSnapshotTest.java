package io.sensorstreams.producer.stream;

import java.time.Instant;
import java.util.Optional;

import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.publish.StreamReport;
import io.sensorstreams.producer.publish.StreamStatus;
import org.junit.jupiter.api.Test;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static org.assertj.core.api.Assertions.assertThat;

class StreamWorkTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static final StreamDefinition RUNNING = StreamDefinition.create(spec("air", "AIR2308.csv", UNLIMITED), NOW)
        .at(7);

    @Test
    void isWhatTheOwnerTold() {
        StreamWork work = told(RUNNING, report(7, null, NOW.minusMillis(200)), NOW);

        assertThat(work).isEqualTo(new StreamWork(position(), StreamState.RUNNING, 10, 4.5, 30, null));
    }

    @Test
    void startsAtTheBeginningWhenNobodyToldAnything() {
        StreamWork work = StreamWork.told(RUNNING, Optional.empty(), NOW);

        assertThat(work.state()).isEqualTo(StreamState.RUNNING);
        assertThat(work.rowsRead()).isZero();
        assertThat(work.ratePerSecond()).isZero();
    }

    @Test
    void isFailedUntilAnotherDefinitionIsStored() {
        StreamReport failed = report(7, "AIR2308.csv is gone", NOW);

        assertThat(told(RUNNING, failed, NOW).state()).isEqualTo(StreamState.FAILED);
        assertThat(told(RUNNING, failed, NOW).lastError()).isEqualTo("AIR2308.csv is gone");
        assertThat(told(RUNNING.at(8), failed, NOW).state()).isEqualTo(StreamState.RUNNING);
        assertThat(told(RUNNING.at(8), failed, NOW).lastError()).isNull();
    }

    @Test
    void hasNoRateWhenTheOwnerIsSilent() {
        StreamReport report = report(7, null, NOW);

        assertThat(told(RUNNING, report, NOW.plusSeconds(9)).ratePerSecond()).isEqualTo(4.5);
        assertThat(told(RUNNING, report, NOW.plusSeconds(10)).ratePerSecond()).isZero();
    }

    @Test
    void isLaterAndLaterWhenTheOwnerIsSilent() {
        assertThat(told(RUNNING, report(7, null, NOW), NOW.plusSeconds(9)).lagMillis()).isEqualTo(8000);
    }

    @Test
    void hasNeitherRateNorLagWhenItDoesNotRun() {
        StreamWork work = told(RUNNING.stopped(), report(7, null, NOW), NOW.plusSeconds(9));

        assertThat(work.ratePerSecond()).isZero();
        assertThat(work.lagMillis()).isZero();
    }

    private static StreamWork told(StreamDefinition definition, StreamReport report, Instant now) {
        return StreamWork.told(definition, Optional.of(new StreamStatus(position(), report)), now);
    }

    private static StreamPosition position() {
        return new StreamPosition("air", RUNNING.origin(), "air", "AIR2308.csv", 1, 10, 500, 10, 9, 1, false);
    }

    /** The next row is due a second after noon. */
    private static StreamReport report(long definition, String lastError, Instant at) {
        return new StreamReport(definition, lastError != null, lastError, 4.5, 30, NOW.plusSeconds(1), at);
    }

}

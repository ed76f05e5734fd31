package io.sensorstreams.producer.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.publish.StreamStatus;
import io.sensorstreams.producer.row.FilePlace;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rejection;
import io.sensorstreams.producer.row.RowFault;
import io.sensorstreams.producer.row.RowFaults;
import io.sensorstreams.producer.run.Progress.AcknowledgedCounts;
import io.sensorstreams.producer.source.OnBadRow;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.source;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static io.sensorstreams.producer.stream.TestStreams.with;
import static org.assertj.core.api.Assertions.assertThat;

class SensorStreamTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static final StreamSpec SPEC = spec("air", "AIR2308.csv", UNLIMITED);

    private static final StreamDefinition RUNNING = StreamDefinition.create(SPEC, NOW);

    private static final Rejection BAD = new Rejection(new byte[0], "AIR2308.csv", 3, "row is bad");

    private static final RowFaults FAULTS = new RowFaults(new RowFault(1, 3L, "row is bad"), null, null);

    @Test
    void runsWhenItIsCreatedWithAutoStart() {
        SensorStream stream = new SensorStream(RUNNING, Optional.empty());

        assertThat(stream.state()).isEqualTo(StreamState.RUNNING);
        assertThat(stream.definition().startedAt()).isEqualTo(NOW);
        assertThat(stream.committed().run()).isEqualTo(1);
    }

    @Test
    void hasTheWantedState() {
        assertThat(stateOf(RUNNING.stopped())).isEqualTo(StreamState.STOPPED);
        assertThat(stateOf(RUNNING.paused())).isEqualTo(StreamState.PAUSED);
        assertThat(stateOf(RUNNING.stopped().started(NOW))).isEqualTo(StreamState.RUNNING);
    }

    @Test
    void knowsTheEventTimeOfTheNextRowUntilItBeginsAgain() {
        SensorStream stream = new SensorStream(RUNNING, Optional.empty());
        assertThat(stream.eventTime()).isNull();

        stream.reached(1_693_526_340_000L);
        assertThat(stream.eventTime()).isEqualTo("2023-08-31T23:59:00");

        stream.define(RUNNING.fromBeginning());
        assertThat(stream.eventTime()).isNull();
    }

    private static StreamState stateOf(StreamDefinition definition) {
        return new SensorStream(definition, Optional.empty()).state();
    }

    @Test
    void staysStartedAtTheSameTimeThroughAPause() {
        Instant later = NOW.plusSeconds(5);

        assertThat(RUNNING.paused().started(later).startedAt()).isEqualTo(NOW);
        assertThat(RUNNING.stopped().started(later).startedAt()).isEqualTo(later);
    }

    @Test
    void isFailedUntilItsDefinitionChanges() {
        SensorStream stream = new SensorStream(RUNNING, Optional.empty());
        stream.failed("AIR2308.csv is gone");
        assertThat(stream.state()).isEqualTo(StreamState.FAILED);
        assertThat(stream.lastError()).isEqualTo("AIR2308.csv is gone");

        stream.define(RUNNING.started(NOW.plusSeconds(1)));

        assertThat(stream.state()).isEqualTo(StreamState.RUNNING);
        assertThat(stream.lastError()).isNull();
    }

    @Test
    void staysFailedAfterAChangeOfThePace() {
        SensorStream stream = new SensorStream(RUNNING, Optional.empty());
        stream.failed("AIR2308.csv is gone");

        stream.define(RUNNING.withSpec(SPEC.withPace(new Pace.Rate(5.0))));

        assertThat(stream.state()).isEqualTo(StreamState.FAILED);
        assertThat(stream.lastError()).isEqualTo("AIR2308.csv is gone");
    }

    @Test
    void isCompletedAtItsEndForEveryWantedState() {
        for (StreamDefinition definition : List.of(RUNNING, RUNNING.paused(), RUNNING.stopped())) {
            SensorStream stream = new SensorStream(definition, stored(at(definition, 3, 10, true)));
            assertThat(stream.state()).isEqualTo(StreamState.COMPLETED);
        }
    }

    @Test
    void isCompletedAtItsLimit() {
        StreamDefinition limited = RUNNING.withSpec(with(SPEC, SPEC.source(), 10L));

        assertThat(limited.stateAt(at(limited, 1, 9, false), false)).isEqualTo(StreamState.RUNNING);
        assertThat(limited.stateAt(at(limited, 1, 10, false), false)).isEqualTo(StreamState.COMPLETED);
    }

    @Test
    void continuesAfterTheEndWhenItBecomesALoop() {
        StreamDefinition loop = RUNNING.withSpec(with(SPEC, source("AIR2308.csv", OnBadRow.FAIL, true), null));

        assertThat(loop.stateAt(at(loop, 1, 10, true), false)).isEqualTo(StreamState.RUNNING);
    }

    @Test
    void keepsThePositionOfTheSameSource() {
        StreamDefinition same = RUNNING.withSpec(with(SPEC, SPEC.source(), 10L));
        StreamDefinition other = RUNNING.withSpec(with(SPEC, source("EARTH2308.csv", OnBadRow.FAIL, false), null));
        StreamPosition stored = at(RUNNING, 4, 7, false);

        assertThat(same.position(Optional.of(stored))).isEqualTo(stored);
        assertThat(other.position(Optional.of(stored)).run()).isEqualTo(5);
        assertThat(other.position(Optional.of(stored)).row()).isZero();
        assertThat(other.position(Optional.of(stored)).file()).isEqualTo("EARTH2308.csv");
    }

    @Test
    void reusesARunOnlyIfItHasNoRow() {
        assertThat(RUNNING.fromBeginning().position(Optional.of(at(RUNNING, 4, 0, false))).run()).isEqualTo(4);
        assertThat(RUNNING.fromBeginning().position(Optional.of(at(RUNNING, 4, 1, false))).run()).isEqualTo(5);
    }

    @Test
    void countsAcknowledgedRowsOnce() {
        SensorStream stream = new SensorStream(RUNNING, Optional.empty());
        stream.progress().sent(new Position(1, 50), 40);
        stream.progress().deadLetter(new Position(2, 60), BAD);
        assertThat(stream.committed().rowsSent()).isZero();

        assertThat(stream.acknowledge()).isEqualTo(new AcknowledgedCounts(1, 40, 1, 1, 0, 0, FAULTS));
        assertThat(stream.acknowledge()).isEqualTo(new AcknowledgedCounts(0, 0, 0, 0, 0, 0, RowFaults.NONE));
        assertThat(stream.committed()).isEqualTo(new StreamPosition("air", RUNNING.origin(), "air", "AIR2308.csv", 1, 2,
                60, 2, 1, 1, false, null, null));
    }

    @Test
    void neverHasReadFewerRowsThanWereAcknowledgedOrRejected() {
        SensorStream stream = new SensorStream(RUNNING, Optional.empty());
        // A source fails in the middle of a turn, so moved() is not called at the end of
        // the turn.
        stream.progress().sent(new Position(1, 50), 40);
        stream.progress().rejected(new Position(2, 60), BAD);

        stream.acknowledge();

        assertThat(stream.committed().rowsSent() + stream.committed().rowsRejected()).isEqualTo(2);
        assertThat(stream.standing().rowsRead()).isEqualTo(2);
        assertThat(StreamSnapshot.of(stream).rowsRead()).isEqualTo(2);
    }

    @Test
    void keepsTheFaultsOfItsRowsUntilItBeginsAgain() {
        SensorStream stream = new SensorStream(RUNNING, stored(at(RUNNING, 1, 10, false)));
        assertThat(stream.standing().faults()).isEqualTo(FAULTS);

        stream.progress().rejected(new Position(11, 60), new Rejection(new byte[0], "AIR2308.csv", 12, "another"));
        assertThat(stream.acknowledge().firstFaults()).isEqualTo(RowFaults.NONE);
        assertThat(stream.standing().faults().rejected()).isEqualTo(new RowFault(2, 3L, "row is bad"));

        stream.define(RUNNING.withSpec(SPEC.withPace(new Pace.Rate(5.0))));
        assertThat(stream.standing().faults().rejected()).isEqualTo(new RowFault(2, 3L, "row is bad"));
        stream.define(RUNNING.fromBeginning());
        assertThat(stream.standing().faults()).isEqualTo(RowFaults.NONE);
        assertThat(stream.progress().faults()).isEqualTo(RowFaults.NONE);
    }

    /** The table of positions may be behind when its topic is deleted. */
    @Test
    void doesNotGoBackBehindAcknowledgedRows() {
        SensorStream stream = new SensorStream(RUNNING, stored(at(RUNNING, 3, 10, false)));
        stream.progress().sent(new Position(11, 60), 40);
        stream.acknowledge();
        stream.progress().sent(new Position(12, 90), 40);

        for (Optional<StreamStatus> behind : List.of(stored(at(RUNNING, 3, 10, false)),
                stored(at(RUNNING, 2, 99, true)), Optional.<StreamStatus>empty())) {
            stream.continueFrom(behind);

            assertThat(stream.progress().position()).isEqualTo(new Position(11, 60));
            assertThat(stream.committed().run()).isEqualTo(3);
            assertThat(stream.committed().rowsSent()).isEqualTo(11);
        }
        assertThat(stream.isToldBy(stored(at(RUNNING, 3, 10, false)))).isFalse();
        assertThat(stream.isToldBy(Optional.empty())).isFalse();
        assertThat(stream.isToldBy(stored(at(RUNNING, 3, 11, false)))).isTrue();
        stream.continueFrom(stored(at(RUNNING, 3, 12, false)));
        assertThat(stream.progress().position().row()).isEqualTo(12);
        stream.continueFrom(stored(at(RUNNING, 4, 0, false)));
        assertThat(stream.committed().run()).isEqualTo(4);
    }

    @Test
    void isNotCompletedAtItsLimitWhenAllRowsWereRejected() {
        StreamDefinition limited = RUNNING.withSpec(with(SPEC, SPEC.source(), 10L));
        StreamPosition rejected = new StreamPosition("air", limited.origin(), "air", "AIR2308.csv", 1, 10, 0, 10, 0, 10,
                false, null, null);

        assertThat(limited.stateAt(rejected, true)).isEqualTo(StreamState.FAILED);
        assertThat(limited.stateAt(rejected, false)).isEqualTo(StreamState.RUNNING);
    }

    @Test
    void continuesAfterItsEndWhenItIsStartedAgain() {
        StreamPosition end = at(RUNNING, 3, 10, true);
        StreamDefinition again = RUNNING.continued(NOW.plusSeconds(5));
        SensorStream stream = new SensorStream(RUNNING, stored(end));
        assertThat(stream.state()).isEqualTo(StreamState.COMPLETED);

        stream.define(again);

        assertThat(stream.state()).isEqualTo(StreamState.RUNNING);
        assertThat(stream.progress().position()).isEqualTo(new Position(10, 0));
        assertThat(stream.committed().run()).isEqualTo(3);
        stream.progress().sent(new Position(11, 50), 40);
        stream.progress().end();
        stream.acknowledge();
        assertThat(stream.state()).isEqualTo(StreamState.COMPLETED);
        assertThat(again.stateAt(again.position(Optional.of(stream.committed())), false))
            .isEqualTo(StreamState.COMPLETED);
    }

    /** Else a paused stream would send the rest of the file that it shall skip. */
    @Test
    void opensItsSourceAgainToSkipAFile() {
        StreamDefinition skipping = RUNNING.paused().continued(NOW);

        assertThat(skipping.continuesRowsOf(RUNNING.paused())).isFalse();
        assertThat(RUNNING.continuesRowsOf(RUNNING.paused())).isTrue();
    }

    @Test
    void skipsTheRestOfAFileButNotAFileThatWasRead() {
        StreamPosition position = at(RUNNING, 3, 10, false);
        for (FilePlace.State state : FilePlace.State.values()) {
            FilePlace place = new FilePlace("AIR1.csv", state, 0, true, null, 0, null);
            FilePlace skipped = new StreamPosition("air", position.origin(), "air", "AIR1.csv", 3, 10, 99, 10, 10, 0,
                    false, null, null, null, place)
                .continued(1L)
                .place();
            assertThat(skipped).isNotNull();
            assertThat(skipped.is(FilePlace.State.READ)).isEqualTo(state == FilePlace.State.READ);
            assertThat(skipped.is(FilePlace.State.LEFT)).isNotEqualTo(state == FilePlace.State.READ);
        }
    }

    @Test
    void continuesAfterItsEndAfterARestart() {
        StreamDefinition again = RUNNING.continued(NOW.plusSeconds(5));
        SensorStream stream = new SensorStream(again, stored(at(RUNNING, 3, 10, true)));

        assertThat(stream.state()).isEqualTo(StreamState.RUNNING);
        assertThat(again.paused().stopped().started(NOW).continued()).isEqualTo(1);
        assertThat(again.continued(NOW).continued()).isEqualTo(2);
        assertThat(again.fromBeginning().continued()).isNull();
    }

    @Test
    void readsAPositionOfAnOlderVersion() {
        JsonMapper mapper = JsonMapper.builder().build();
        String stored = mapper.writeValueAsString(at(RUNNING, 3, 10, true));

        assertThat(stored).doesNotContain("continued");
        assertThat(mapper.readValue(stored, StreamPosition.class)).isEqualTo(at(RUNNING, 3, 10, true));
    }

    private static Optional<StreamStatus> stored(StreamPosition position) {
        return Optional.of(new StreamStatus(position, null, FAULTS));
    }

    private static StreamPosition at(StreamDefinition definition, long run, long rows, boolean ended) {
        return new StreamPosition("air", definition.origin(), "air", "AIR2308.csv", run, rows, 0, rows, rows, 0, ended,
                null, null);
    }

}

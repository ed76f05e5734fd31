package io.sensorstreams.producer.run;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.sensorstreams.common.wire.RowIdentity;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.pace.Schedule;
import io.sensorstreams.producer.publish.Delivery;
import io.sensorstreams.producer.publish.Partitioning;
import io.sensorstreams.producer.publish.RecordLimit;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rejection;
import io.sensorstreams.producer.row.RowFault;
import io.sensorstreams.producer.row.RowFaults;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.run.StreamOpener.OpenedSource;
import io.sensorstreams.producer.source.OnBadRow;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.source;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static io.sensorstreams.producer.stream.TestStreams.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RunningStreamTest {

    private static final Pace RATE = new Pace.Rate(1.0);

    private static final RecordLimit LIMIT = new RecordLimit(1_000_000);

    private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();

    /** The stream whose source is open. */
    private SensorStream stream;

    @Test
    void sendsOnlyRowsThatAreDue() throws Exception {
        RunningStream stream = running(spec("air", "a.csv", RATE), new LetterRows("rrrrr"), everyTen());

        stream.advance(25);

        assertThat(rows()).containsExactly("air/1/0", "air/1/1", "air/1/2");
        assertThat(stream.turn()).isEqualTo(30);
        assertThat(this.stream.standing().rowsRead()).isEqualTo(3);
        assertThat(this.stream.committed().rowsSent()).isZero();
        assertThat(this.stream.eventTime()).isEqualTo("1970-01-01T00:00:04"); // of the
                                                                              // next row
    }

    @Test
    void yieldsToOtherStreamsWhenItHasMoreToSend() throws Exception {
        RunningStream stream = running(spec("air", "a.csv", UNLIMITED), new LetterRows("r".repeat(2000)),
                (eventTime) -> 0);

        stream.advance(1_000_000);

        assertThat(this.sent).hasSizeBetween(1, 1999);
        assertThat(stream.turn()).isEqualTo(1_000_000);
        assertThat(stream.isOver()).isFalse();
    }

    @Test
    void yieldsToOtherStreamsWhileTextHasNoRow() throws Exception {
        RunningStream stream = running(spec("air", "a.csv", UNLIMITED), new LetterRows("r..r"), (eventTime) -> 0);

        stream.advance(1_000_000);
        assertThat(this.sent).hasSize(1);
        stream.advance(1_000_001);
        assertThat(this.sent).hasSize(1);
        assertThat(stream.turn()).isEqualTo(1_000_001);
        assertThat(stream.isOver()).isFalse();
        stream.advance(1_000_002);

        assertThat(this.sent).hasSize(2);
        assertThat(this.stream.standing().rowsRead()).isEqualTo(2);
        assertThat(stream.isOver()).isTrue();
    }

    @Test
    void isOverAfterTheLastRow() throws Exception {
        RunningStream stream = running(spec("air", "a.csv", UNLIMITED), new LetterRows("rr"), (eventTime) -> 0);

        stream.advance(0);

        assertThat(stream.isOver()).isTrue();
        this.stream.acknowledge();
        assertThat(this.stream.state()).isEqualTo(StreamState.COMPLETED);
    }

    @Test
    void isOverAtItsLimit() throws Exception {
        StreamSpec spec = spec("air", "a.csv", UNLIMITED);
        RunningStream stream = running(with(spec, source("a.csv", OnBadRow.SKIP, true), 3L), new LetterRows("rbrrr"),
                (eventTime) -> 0);

        stream.advance(0);

        assertThat(rows()).containsExactly("air/1/0", "air/1/2");
        assertThat(stream.isOver()).isTrue();
        assertThat(stream.isPassOver()).isFalse();
    }

    @Test
    void wantsAnotherPassWhenItLoops() throws Exception {
        StreamSpec spec = spec("air", "a.csv", UNLIMITED);
        RunningStream stream = running(with(spec, source("a.csv", OnBadRow.SKIP, true), null), new LetterRows("rr"),
                (eventTime) -> 0);

        stream.advance(0);

        assertThat(stream.isPassOver()).isTrue();
        assertThat(stream.isOver()).isFalse();
    }

    @Test
    void sendsBadRowsToTheDeadLetterTopic() throws Exception {
        RunningStream stream = running(spec("air", "a.csv", UNLIMITED), new LetterRows("rbr"), (eventTime) -> 0);

        stream.advance(0);

        assertThat(rows()).containsExactly("air/1/0", "air/1/1", "air/1/2");
        assertThat(this.sent).extracting(ProducerRecord::topic).containsExactly("air", "air-dlt", "air");
        assertThat(this.stream.acknowledge().deadLetters()).isEqualTo(1);
    }

    @Test
    void rejectsARowThatTheClientDoesNotSend() throws Exception {
        StreamSpec spec = with(spec("air", "a.csv", UNLIMITED), source("a.csv", OnBadRow.DEAD_LETTER, false), null);
        SensorStream stream = new SensorStream(StreamDefinition.create(spec, Instant.EPOCH), Optional.empty());
        RunningStream running = new RunningStream(stream, new OpenedSource(new LetterRows("rk"), 4), this.sent::add,
                (eventTime) -> 0, new RecordLimit(2));
        running.begin(0);

        running.advance(0);

        assertThat(this.sent).hasSize(2).first().satisfies((letter) -> {
            assertThat(letter.topic()).isEqualTo("air-dlt");
            assertThat(letter.headers().lastHeader("error.reason").value()).asString()
                .isEqualTo("row results in a record of 3 bytes, the client's max.request.size allows 2");
        });
        assertThat(running.isOver()).isTrue();
    }

    @Test
    void failsAtABadRowAndKeepsTheRowsBefore() throws Exception {
        StreamSpec spec = spec("air", "a.csv", UNLIMITED);
        RunningStream stream = running(with(spec, source("a.csv", OnBadRow.FAIL, false), null), new LetterRows("rrbr"),
                (eventTime) -> 0);

        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> stream.advance(0))
            .withMessage("a.csv line 4: row is bad");

        this.stream.acknowledge();
        assertThat(this.stream.committed().row()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({ "bbb,,false", "bbb,,true", "bbr,2,false" })
    void failsAtItsEndWhenAllRowsWereRejected(String letters, @Nullable Long limit, boolean loop) throws Exception {
        StreamSpec spec = spec("air", "a.csv", UNLIMITED);
        RunningStream stream = running(with(spec, source("a.csv", OnBadRow.DEAD_LETTER, loop), limit),
                new LetterRows(letters), (eventTime) -> 0);

        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> stream.advance(0))
            .withMessage(
                    "a.csv: every row was rejected, %d in all, the first in line 2: row is bad; correct the file "
                            + "or the settings of the source, then start the stream from the beginning",
                    (limit != null) ? limit : 3);
        assertThat(stream.isOver()).isFalse();
        assertThat(this.stream.acknowledge().deadLetters()).isEqualTo((limit != null) ? limit : 3);
    }

    @Test
    void isCompletedWithoutRows() throws Exception {
        assertThat(running(spec("air", "a.csv", UNLIMITED), new LetterRows(""), (eventTime) -> 0).isOver()).isTrue();
    }

    @Test
    void countsRowsThatItCannotUse() throws Exception {
        RunningStream stream = running(spec("air", "a.csv", new Pace.EventTime(null, null)), new LetterRows("rbtktr"),
                (eventTime) -> 0);

        stream.advance(0);

        RowFaults faults = this.stream.acknowledge().firstFaults();
        assertThat(faults.rejected()).isEqualTo(new RowFault(1, 3L, "row is bad"));
        assertThat(faults.untimed()).isEqualTo(new RowFault(2, 4L, "row has no time"));
        assertThat(faults.unkeyed()).isEqualTo(new RowFault(1, 5L, "row has no station"));
        assertThat(this.stream.committed().rowsSent()).isEqualTo(5);
    }

    @Test
    void countsARowWhoseLineCannotBeFound() throws Exception {
        LetterRows rows = new LetterRows("rkr");
        rows.lineless = true;
        RunningStream stream = running(spec("air", "a.csv", UNLIMITED), rows, (eventTime) -> 0);

        stream.advance(0);

        assertThat(this.stream.acknowledge().firstFaults().unkeyed())
            .isEqualTo(new RowFault(1, null, "row has no station"));
        assertThat(this.stream.committed().rowsSent()).isEqualTo(this.sent.size()).isEqualTo(3);
    }

    @Test
    void readsTimesAndStationsOnlyIfItNeedsThem() throws Exception {
        StreamSpec spec = with(spec("air", "a.csv", RATE), Partitioning.ROW, Delivery.EXACTLY_ONCE);
        RunningStream stream = running(spec, new LetterRows("tk"), (eventTime) -> {
            assertThat(eventTime).isEqualTo(Rows.NO_EVENT_TIME);
            return 0;
        });

        stream.advance(0);

        assertThat(this.stream.acknowledge().firstFaults()).isEqualTo(RowFaults.NONE);
    }

    @Test
    void continuesAtAnotherPaceWithThePendingRow() throws Exception {
        RunningStream stream = running(spec("air", "a.csv", RATE), new LetterRows("rrrr"), everyTen());
        stream.advance(0);

        stream.repace((eventTime) -> 3, 3);
        stream.advance(3);

        assertThat(rows()).containsExactly("air/1/0", "air/1/1", "air/1/2", "air/1/3");
    }

    @Test
    void remembersWhenTheFirstUncommittedRowWasDue() throws Exception {
        RunningStream stream = running(spec("air", "a.csv", RATE), new LetterRows("rrrrr"), everyTen());
        assertThat(stream.firstOpenDue()).isZero();

        stream.advance(15);
        assertThat(stream.firstOpenDue()).isZero();
        stream.acknowledged();
        assertThat(stream.firstOpenDue()).isEqualTo(20);
    }

    private RunningStream running(StreamSpec spec, Rows rows, Schedule schedule) throws IOException {
        this.stream = new SensorStream(StreamDefinition.create(spec, Instant.EPOCH), Optional.empty());
        RunningStream running = new RunningStream(this.stream, new OpenedSource(rows, 4), this.sent::add, schedule,
                LIMIT);
        running.begin(0);
        return running;
    }

    private static Schedule everyTen() {
        return new Schedule() {
            private long next = -10;

            @Override
            public long nextDue(long eventTimeMillis) {
                this.next += 10;
                return this.next;
            }
        };
    }

    private List<String> rows() {
        return this.sent.stream().map((record) -> RowIdentity.of(record.headers()).orElseThrow().toString()).toList();
    }

    /**
     * One row for each letter: {@code r} is valid, {@code b} is invalid, {@code t} has no
     * time, {@code k} no station.
     */
    private static final class LetterRows implements Rows {

        private final String letters;

        private int row;

        private boolean lineless;

        LetterRows(String letters) {
            this.letters = letters;
        }

        @Override
        public Step next() {
            if (this.row == this.letters.length()) {
                return Step.END;
            }
            return switch (this.letters.charAt(this.row++)) {
                case 'r', 't', 'k' -> Step.ROW;
                case '.' -> Step.NOT_YET;
                default -> Step.REJECTED;
            };
        }

        @Override
        public byte[] value() {
            return new byte[] { '{', '}' };
        }

        @Override
        public byte @Nullable [] station() {
            return is('k') ? null : new byte[] { 'S' };
        }

        @Override
        public long eventTimeMillis() {
            return is('t') ? NO_EVENT_TIME : 1000L * this.row;
        }

        private boolean is(char letter) {
            return this.letters.charAt(this.row - 1) == letter;
        }

        @Override
        public OptionalLong line(long most) throws IOException {
            if (this.lineless) {
                throw new NoSuchFileException("a.csv");
            }
            return OptionalLong.of(this.row + 1);
        }

        @Override
        public Rejection rejection() {
            return new Rejection(new byte[] { 'x' }, "a.csv", this.row + 1, "row is bad");
        }

        @Override
        public Position position() {
            return new Position(this.row, 10L * this.row);
        }

        @Override
        public void close() {
        }

    }

}

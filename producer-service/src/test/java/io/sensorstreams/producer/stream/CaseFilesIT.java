package io.sensorstreams.producer.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.sensorstreams.producer.definition.InvalidStreamException;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.publish.Delivery;
import io.sensorstreams.producer.publish.Partitioning;
import io.sensorstreams.producer.row.RowFault;
import io.sensorstreams.producer.source.FileSource;
import io.sensorstreams.producer.source.OnBadRow;
import io.sensorstreams.producer.source.TestSources;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.awaitState;
import static io.sensorstreams.producer.stream.TestStreams.awaitView;
import static io.sensorstreams.producer.stream.TestStreams.csv;
import static io.sensorstreams.producer.stream.TestStreams.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Files after bug reports of other programs: a stream says what it could not use. Each
 * test has a separate stream and topic.
 */
class CaseFilesIT extends StreamsFixture {

    private static final Pace EVENT_TIME = new Pace.EventTime(1000.0, null);

    @BeforeAll
    static void start() {
        startService();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-",
            textBlock = """
                    toa5    | unlimited  | -   | COMPLETED | 2 | 0 | -
                    isoz    | event-time | dd/MM/yyyy HH:mm:ss | FAILED | 0 | 0 | isoz.csv: none of its first 3 rows has a readable time, which the pace event-time needs; the first in line 2: '2024-02-01T00:00:00Z' in column 'Time' is not a time of the format 'dd/MM/yyyy HH:mm:ss'
                    isoz    | event-time | -   | COMPLETED | 3 | 0 | -
                    isoz    | event-time | iso | COMPLETED | 3 | 0 | -
                    isoz    | unlimited  | -   | COMPLETED | 3 | 0 | -
                    isofrac | event-time | -   | COMPLETED | 4 | 0 | -
                    epoch   | event-time | -   | COMPLETED | 3 | 0 | -
                    epoch   | event-time | iso | FAILED    | 0 | 0 | epoch.csv: none of its first 3 rows has a readable time, which the pace event-time needs; the first in line 2: '1706745600' in column 'Time'
                    backwards | event-time | - | COMPLETED | 5 | 0 | -
                    dstfall | event-time | -   | COMPLETED | 3 | 0 | -
                    nul     | unlimited  | -   | COMPLETED | 3 | 3 | -
                    padhdr  | unlimited  | -   | COMPLETED | 2 | 0 | -
                    """)
    void tellsWhatItCannotUse(String file, String pace, @Nullable String timeFormat, StreamState state, long sent,
            long rejected, @Nullable String lastError) throws IOException {
        String name = String.join("-", "case", file, pace, String.valueOf(timeFormat)).replaceAll("[^a-zA-Z0-9]+", "-");

        streams
            .create(spec(name, file(file, null, timeFormat, null), pace.equals("unlimited") ? UNLIMITED : EVENT_TIME));

        StreamView view = awaitState(streams, name, state);
        assertThat(view.rowsAcked()).isEqualTo(sent);
        assertThat(view.rowsRejected()).isEqualTo(rejected);
        assertThat(view.rowsRead()).isEqualTo(sent + rejected);
        if (lastError == null) {
            assertThat(view.lastError()).isNull();
        }
        else {
            assertThat(view.lastError()).startsWith(lastError);
        }
    }

    @Test
    void rejectsRowsWithControlCharacters() throws IOException {
        streams.create(spec("nul", file("nul", null, null, null), UNLIMITED));

        StreamView view = awaitState(streams, "nul", StreamState.COMPLETED);

        assertThat(view.faults().rejected()).isEqualTo(new RowFault(3, 3L, "row has 1 fields, header has 3"));
        write(data, "bell.csv", "Time,Station\n1,A\n2,\u0007\n3,\"tab\tand\nline\"\n");
        streams.create(spec("bell", TestSources.csv("bell.csv"), UNLIMITED));
        view = awaitState(streams, "bell", StreamState.COMPLETED);
        assertThat(view.faults().rejected()).isEqualTo(new RowFault(1, 3L, "row has the control character U+0007"));
    }

    @Test
    void countsRowsWithoutATimeOrAStation() throws IOException {
        write(data, "some.csv", "Time,Station\n01/02/2024 00:00:00,A\nnoon,---\n01/02/2024 00:00:02,A\n,A\n");
        streams.create(spec("some", TestSources.csv("some.csv"), EVENT_TIME));
        streams.create(spec("pad", file("padhdr", null, null, null), UNLIMITED));

        StreamView some = awaitState(streams, "some", StreamState.COMPLETED);

        assertThat(some.rowsAcked()).isEqualTo(4);
        assertThat(some.faults().rejected()).isNull();
        assertThat(some.faults().untimed()).isEqualTo(
                new RowFault(2, 3L, "'noon' in column 'Time' is not a time of the format 'dd/MM/yyyy HH:mm:ss'"));
        assertThat(some.faults().unkeyed()).isEqualTo(new RowFault(1, 3L, "column 'Station' has no value"));
        assertThat(awaitState(streams, "pad", StreamState.COMPLETED).faults().unkeyed())
            .isEqualTo(new RowFault(2, 2L, "there is no column 'Station'"));
    }

    @Test
    void failsBeforeTheFirstRowWhenAutoFindsNoTime() throws IOException {
        write(data, "words.csv", "Time,Station\nnoon,A\nmidnight,A\n");
        streams.create(spec("words", TestSources.csv("words.csv"), EVENT_TIME));

        StreamView view = awaitState(streams, "words", StreamState.FAILED);

        assertThat(view.rowsRead()).isZero();
        assertThat(view.lastError())
            .isEqualTo("words.csv: none of its first 2 rows has a readable time, which the pace event-time needs; the "
                    + "first in line 2: 'noon' in column 'Time' is not a time of a format that auto finds; correct "
                    + "timeColumn and timeFormat of the source, or take another pace");
    }

    @Test
    void continuesAfterRejectedRowsWhenTheFileHasGrown() throws IOException {
        write(data, "later.csv", "a,b\n1\n2\n");
        streams.create(spec("later", TestSources.csv("later.csv"), UNLIMITED));
        awaitState(streams, "later", StreamState.FAILED);
        streams.start("later");
        awaitState(streams, "later", StreamState.FAILED);

        Files.writeString(data.resolve("later.csv"), "3,4\n", StandardOpenOption.APPEND);
        streams.start("later");

        StreamView view = awaitState(streams, "later", StreamState.COMPLETED);
        assertThat(view.rowsAcked()).isEqualTo(1);
        assertThat(view.rowsRejected()).isEqualTo(2);
        assertThat(view.run()).isEqualTo(1);
        assertThat(view.faults().rejected()).isEqualTo(new RowFault(2, 2L, "row has 1 fields, header has 2"));
    }

    @Test
    void refusesColumnsThatTheFileDoesNotHave() throws IOException {
        assertRefused(spec("padded", file("padhdr", null, null, "Station"), UNLIMITED), "source.stationColumn",
                "is 'Station', but padhdr.csv has the columns 'Time', ' Station', ' Temp'");
        assertRefused(spec("padded", file("padhdr", "time", null, null), UNLIMITED), "source.timeColumn",
                "is 'time', but padhdr.csv has the columns 'Time', ' Station', ' Temp'");
        write(data, "timeless.csv", "a,b\n1,2\n");
        StreamSpec timeless = spec("timeless", TestSources.csv("timeless.csv"), UNLIMITED);
        String timed = "is 'Time', but timeless.csv has the columns 'a', 'b'; the pace event-time needs the time of each row";
        assertRefused(timeless.withPace(EVENT_TIME), "source.timeColumn", timed);
        streams.create(timeless);
        assertThatExceptionOfType(InvalidStreamException.class)
            .isThrownBy(() -> streams.changePace("timeless", EVENT_TIME))
            .satisfies((e) -> assertThat(e.errors()).isEqualTo(Map.of("source.timeColumn", timed)));
    }

    @Test
    void refusesTopicsThatCannotExistBesideThoseOfOtherStreams() {
        String file = csv(data, "clash.csv", 1);
        streams.create(onTopic("clash-1", "Clash.x", file));

        assertRefused(onTopic("clash-2", "Clash_x", file), "topic",
                "collides with topic 'Clash.x' of stream 'clash-1': Kafka allows only one of two names that differ in "
                        + "'.' and '_'");
        assertRefused(onTopic("clash-2", "Clash.x-dlt", file), "topic",
                "is the topic for rows that cannot be sent to topic 'Clash.x' of stream 'clash-1'");
        streams.create(onTopic("clash-2", "Clash.x", file));
    }

    private static StreamSpec onTopic(String name, String topic, String file) {
        return new StreamSpec(name, topic, TestStreams.source(file, OnBadRow.DEAD_LETTER, false), UNLIMITED,
                Partitioning.STATION, Delivery.EXACTLY_ONCE, null, true);
    }

    private static StreamSpec spec(String name, FileSource source, Pace pace) {
        return new StreamSpec(name, name, source, pace, Partitioning.STATION, Delivery.EXACTLY_ONCE, null, true);
    }

    private static void assertRefused(StreamSpec spec, String field, String reason) {
        assertThatExceptionOfType(InvalidStreamException.class).isThrownBy(() -> streams.create(spec))
            .satisfies((e) -> assertThat(e.errors()).isEqualTo(Map.of(field, reason)));
    }

    /** Copies a case to the data directory. */
    private static FileSource file(String name, @Nullable String timeColumn, @Nullable String timeFormat,
            @Nullable String stationColumn) throws IOException {
        String file = name + ".csv";
        if (Files.notExists(data.resolve(file))) {
            try (InputStream content = CaseFilesIT.class.getResourceAsStream("/cases/" + file)) {
                Files.copy(Objects.requireNonNull(content), data.resolve(file));
            }
        }
        Map<String, @Nullable Object> settings = new HashMap<>();
        settings.put("timeColumn", timeColumn);
        settings.put("timeFormat", timeFormat);
        settings.put("stationColumn", stationColumn);
        settings.put("dialect", name.equals("padhdr") ? Map.of() : null);
        return TestSources.csv(file, settings);
    }

}

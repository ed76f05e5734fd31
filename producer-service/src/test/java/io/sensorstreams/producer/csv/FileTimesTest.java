package io.sensorstreams.producer.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.range.EventRange;
import io.sensorstreams.producer.range.FileRange;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.row.TimeUse;
import io.sensorstreams.producer.time.TimeFormat;
import io.sensorstreams.producer.time.TimeOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FileTimesTest {

    private static final String TIMED = "01/02/2024 00:00:00,1\n";

    private static final String UNTIMED = "today,1\n";

    @TempDir
    Path temp;

    @Test
    void acceptsAFileWithATimeInItsFirstRows() {
        assertAccepted("Time,a\n" + TIMED);
        assertAccepted("Time,a\n" + UNTIMED.repeat(999) + TIMED);
    }

    @Test
    void refusesAFileWithoutATimeInItsFirstRows() throws IOException {
        assertRefused("Time,a\n\n" + UNTIMED.repeat(1000) + TIMED, "first 1000 rows has a readable time, which the "
                + "pace event-time needs; the first in line 3: 'today' in column 'Time' is not a time of the format "
                + "'dd/MM/yyyy HH:mm:ss'; correct timeColumn and timeFormat of the source, or take another pace");
        assertRefused("Time,a\n1\n---,5\n", "first 1 rows has a readable time, which the pace event-time needs; the "
                + "first in line 3: column 'Time' has no value");
        assertRefused("a,b\n1,2\n", "first 1 rows has a readable time, which the pace event-time needs; the first in "
                + "line 2: there is no column 'Time'");
    }

    @Test
    void namesWhatNeedsTheTimes() throws IOException {
        Path file = Files.writeString(this.temp.resolve("100%.csv"), "Time,a\n50%,1\n");
        CsvOptions options = new CsvOptions(false, List.of(), new TimeOptions(List.of("Time"), TimeFormat.ISO, null),
                "Station");
        EventRange range = new EventRange(0, 1);
        CsvText text = new CsvText("100%.csv", file, false);
        assertThatExceptionOfType(SourceException.class)
            .isThrownBy(() -> FileRange.openTimed(text, options, Position.BEGINNING, range, null))
            .withMessage("100%.csv: none of its first 1 rows has a readable time, which from and to need; the first in "
                    + "line 2: '50%' in column 'Time' is not a time of the format 'iso'; correct timeColumn and "
                    + "timeFormat of the source, or remove from and to");
    }

    @Test
    void showsTheStartOfALongCell() throws IOException {
        assertRefused("Time,a\n" + "x".repeat(5000) + ",1\n", "line 2: '" + "x".repeat(60) + "' in column 'Time'");
    }

    @Test
    void leavesAFileWithoutValidRowsToOthers() {
        assertAccepted("Time,a\n");
        assertAccepted("Time,a\n" + "1\n".repeat(2000));
        assertAccepted("Time,a\n" + "\n".repeat(100_000));
    }

    @Test
    void countsRowsThatCanBeSent() {
        assertAccepted("Time,a\n" + "1\n".repeat(2000) + UNTIMED + TIMED);
        assertRefused("Time,a\n" + "1\n".repeat(2000) + UNTIMED.repeat(1000) + TIMED, "first 1000 rows");
    }

    @Test
    void findsTheOrderOfManyRowsWithTheSameTime() throws IOException {
        Path file = Files.writeString(this.temp.resolve("A.csv"),
                "Time,a\n" + "01/02/2024 00:00:05,1\n".repeat(3000) + "01/02/2024 00:00:04,1\n".repeat(3000));

        try (CsvRows rows = CsvRows.open(new CsvText("A.csv", file, false), options(false), Position.BEGINNING)) {
            assertThat(rows.isNewestFirst()).isTrue();
        }
        try (CsvRows rows = CsvRows.open(new CsvText("A.csv", file, false), options(true), Position.BEGINNING)) {
            assertThat(rows.isNewestFirst()).isFalse();
        }
    }

    @Test
    void beginsWhereTheStreamBegins() throws IOException {
        Path file = Files.writeString(this.temp.resolve("A.csv"), "Time,a\n" + UNTIMED.repeat(1000) + TIMED);

        assertThatCode(() -> check(file, true)).doesNotThrowAnyException();
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> check(file, false));
    }

    @Test
    void leavesARestWithoutTimesToOthers() throws IOException {
        Path file = Files.writeString(this.temp.resolve("A.csv"), "Time,a\n" + UNTIMED.repeat(10));
        CsvText text = new CsvText("A.csv", file, false);
        Position half;
        try (CsvRows rows = CsvRows.open(text, options(false), Position.BEGINNING)) {
            rows.next();
            half = new Position(1, rows.position().bytes(), rows.identity(rows.position()));
        }

        try (CsvRows rows = CsvRows.open(text, options(false), half)) {
            assertThatCode(() -> rows.checkTimes(TimeUse.PACE)).doesNotThrowAnyException();
        }
    }

    /** To find the last row, the whole file has to be read. */
    @ParameterizedTest
    @CsvSource({ "1_000, MM/dd/yyyy HH:mm:ss", "1_000_000, dd/MM/yyyy HH:mm:ss" })
    void looksAtTheOtherEndOfASmallFileWithComments(String rows, String format) throws IOException {
        Path file = Files.writeString(this.temp.resolve("A.csv"),
                "Time,a\n" + TIMED.repeat(Integer.parseInt(rows.replace("_", ""))) + "01/31/2024 00:00:00,1\n");
        Dialect dialect = new Dialect(null, null, null, null, null, null, null, null, null, null, "#", null, null,
                null);
        CsvText text = new CsvText("A.csv", file, false).in(new FileFormat(dialect, null, List.of()));
        CsvOptions auto = new CsvOptions(false, List.of(), new TimeOptions(List.of("Time"), TimeFormat.AUTO, null),
                "Station");

        try (CsvRows opened = CsvRows.open(text, auto, Position.BEGINNING)) {
            assertThat(opened.format().timeFormat()).isEqualTo(format);
        }
    }

    private void assertAccepted(String content) {
        assertThatCode(() -> check(content)).doesNotThrowAnyException();
    }

    private void assertRefused(String content, String message) {
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> check(content))
            .withMessageStartingWith("A.csv: none of its first ")
            .withMessageContaining(message);
    }

    private void check(String content) throws IOException {
        check(Files.writeString(this.temp.resolve("A.csv"), content), false);
    }

    private static void check(Path file, boolean reversed) throws IOException {
        try (CsvRows rows = CsvRows.open(new CsvText("A.csv", file, false), options(reversed), Position.BEGINNING)) {
            rows.checkTimes(TimeUse.PACE);
        }
    }

    private static CsvOptions options(boolean reversed) {
        return new CsvOptions(reversed, List.of("---", ""), new TimeOptions(List.of("Time"), TimeFormat.DEFAULT, null),
                "Station");
    }

}

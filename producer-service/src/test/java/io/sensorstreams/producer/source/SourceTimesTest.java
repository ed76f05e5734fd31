package io.sensorstreams.producer.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

import io.sensorstreams.producer.directory.TestDirectory;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.pace.Schedule;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Event times of files, and when rows are due with the pace event-time. */
class SourceTimesTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            isoz      | -             | 0, 2000, 4000
            isofrac   | -             | 0, 250, 1000, 1500
            epoch     | -             | 0, 2000, 4000
            dstfall   | Europe/Berlin | 0, 2000, 4000
            dstfall   | -             | 0, 0, 2000
            backwards | -             | 0, 2000, 2000, 3000, 11000
            """)
    void pacesTheRowsOfCases(String name, @Nullable String zone, String due) throws IOException {
        try (InputStream content = SourceTimesTest.class.getResourceAsStream("/cases/" + name + ".csv")) {
            Files.write(this.temp.resolve("A.csv"), Objects.requireNonNull(content).readAllBytes());
        }
        Map<String, String> settings = (zone != null) ? Map.of("timeZone", zone) : Map.of();

        assertThat(due(settings)).hasToString("[" + due + "]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            02:00:02;02:00:00;02:59:58;02:59:57 | 0, 2000, 4000, 5000
            03:00:00;02:59:59;02:00:00;02:59:59;01:59:59 | 0, 1000, 3600000, 3601000, 7201000
            """)
    void pacesAFileThatIsNewestFirst(String clocks, String due) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String clock : clocks.split(";")) {
            text.append("27/10/2024 ").append(clock).append(",1\n");
        }
        write(text.toString());

        assertThat(due(Map.of("timeZone", "Europe/Berlin"))).hasToString("[" + due + "]");
    }

    @Test
    void pacesTheSameFileFromItsOtherEnd() throws IOException {
        write("27/10/2024 02:59:58,1\n27/10/2024 02:00:00,1\n27/10/2024 02:00:02,1\n");

        assertThat(due(Map.of("timeZone", "Europe/Berlin", "order", "reversed"))).containsExactly(0L, 2000L, 4000L);
    }

    @Test
    void pacesACompressedFileFromItsEnd() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(this.temp.resolve("A.csv.gz")))) {
            out.write("Time,n\n05/02/2024 00:00:00,1\n05/02/2024 00:00:03,1\n05/02/2024 00:00:04,1\n".getBytes(UTF_8));
        }
        FileSource source = TestSources.csv("A.csv.gz", Map.of("order", "reversed"));

        assertThat(due(source)).containsExactly(0L, 1000L, 4000L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            01/02/2024,10:15:00 am,1;01/02/2024,1:15:00 PM,1 | h:mm:ss a dd/MM/yyyy | true
            01/02/2024,10:15:00 am,1;01/02/2024,01:15:00 PM,1 | auto                 | false
            """)
    void joinsColumns(String rows, String format, boolean clockFirst) throws IOException {
        Files.writeString(this.temp.resolve("A.csv"), "Date,Clock,n\n" + rows.replace(";", "\n") + "\n");
        List<String> columns = clockFirst ? List.of("Clock", "Date") : List.of("Date", "Clock");
        Map<String, Object> settings = Map.of("timeColumn", columns, "timeFormat", format, "timeZone",
                "Asia/Ho_Chi_Minh");

        assertThat(instants(TestSources.csv("A.csv", settings), Position.BEGINNING))
            .containsExactly(Instant.parse("2024-02-01T03:15:00Z"), Instant.parse("2024-02-01T06:15:00Z"));
    }

    @Test
    void hasNoTimeWithoutOneOfItsColumns() throws IOException {
        Files.writeString(this.temp.resolve("A.csv"), "Date,Clock,n\n2024-02-01,---,1\n2024-02-01,x,1\n");
        FileSource source = TestSources.csv("A.csv",
                Map.of("timeColumn", List.of("Date", "Clock"), "timeFormat", "iso"));

        try (Rows rows = source.open(TestDirectory.of(this.temp), "AIR", Position.BEGINNING)) {
            rows.next();
            assertThat(rows.eventTimeMillis()).isEqualTo(Rows.NO_EVENT_TIME);
            assertThat(rows.timeFault()).isEqualTo("column 'Clock' has no value");
            rows.next();
            assertThat(rows.timeFault())
                .isEqualTo("'2024-02-01 x' in columns 'Date', 'Clock' is not a time of the format 'iso'");
        }
    }

    /** The month is first; only rows far from the beginning show it. */
    @ParameterizedTest
    @ValueSource(strings = { "file", "reversed" })
    void looksAtTheOtherEndWhenTheFirstRowsFitTwoFormats(String order) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int day = 1; day <= 31; day++) {
            for (int minute = 0; minute < 1440; minute++) {
                text.append("08/%02d/2023 %02d:%02d:00,1\n".formatted(day, minute / 60, minute % 60));
            }
        }
        write(text.toString());

        FileFormat format = format(TestSources.csv("A.csv", Map.of("order", order)), Position.BEGINNING);

        assertThat(format.timeFormat()).isEqualTo("MM/dd/yyyy HH:mm:ss");
        assertThat(format.alternatives()).isEmpty();
    }

    @Test
    void readsARestOfAFileByTheFormatThatWasFound() throws IOException {
        write("01/02/2024 00:00:00,1\n01/02/2024 00:00:01,1\n");
        FileSource source = TestSources.csv("A.csv");
        Position position;
        try (Rows rows = source.open(TestDirectory.of(this.temp), "AIR", Position.BEGINNING)) {
            rows.next();
            FileIdentity seen = identity(rows);
            assertThat(seen.eventTime()).isNull();
            position = new Position(1, rows.position().bytes(), seen);
        }
        Files.writeString(this.temp.resolve("A.csv"), "01/31/2024 00:00:00,1\n", StandardOpenOption.APPEND);

        FileFormat format = format(source, position);
        assertThat(format.timeFormat()).isEqualTo("dd/MM/yyyy HH:mm:ss");
        assertThat(format.alternatives()).containsExactly("timeFormat also fits 'MM/dd/yyyy HH:mm:ss'");
        assertThat(format(source, Position.BEGINNING).timeFormat()).isEqualTo("MM/dd/yyyy HH:mm:ss");
    }

    @Test
    void findsTheFormatAgainWhenTheColumnIsAnother() throws IOException {
        Files.writeString(this.temp.resolve("A.csv"), "Time,at\n01/02/2024 00:00:00,1706745600\n");
        FileSource source = TestSources.csv("A.csv");
        FileIdentity seen;
        try (Rows rows = source.open(TestDirectory.of(this.temp), "AIR", Position.BEGINNING)) {
            rows.next();
            seen = identity(rows);
        }

        FileFormat format = format(TestSources.csv("A.csv", Map.of("timeColumn", "at")),
                new Position(1, seen.size(), seen));

        assertThat(format.timeFormat()).isEqualTo("epoch-seconds");
    }

    @ParameterizedTest
    @ValueSource(strings = { "file", "reversed" })
    void continuesWithinTheOverlap(String order) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String hour : new String[] { "01", "02", "02", "03" }) {
            for (int minute = 0; minute < 60; minute++) {
                text.append("27/10/2024 %s:%02d:00,1\n".formatted(hour, minute));
            }
        }
        write(text.toString());
        FileSource source = TestSources.csv("A.csv", Map.of("timeZone", "Europe/Berlin", "order", order));
        List<Instant> whole = instants(source, Position.BEGINNING);
        try (Rows rows = source.open(TestDirectory.of(this.temp), "AIR", Position.BEGINNING)) {
            for (int row = 1; row < 240; row++) {
                rows.next();
                rows.eventTimeMillis();
                Position reached = rows.position();
                Position position = new Position(row, reached.bytes(), identity(rows));
                assertThat(instants(source, position)).as("after row %d", row).isEqualTo(whole.subList(row, 240));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({ "reversed,#,true", "reversed,'',false", "file,#,false" })
    void readsTheWholeFileFirstWhereOnlyThatShowsItsRows(String order, String comment, boolean slowly) {
        Map<String, Object> settings = Map.of("order", order, "dialect", Map.of("comment", comment));

        assertThat(TestSources.csv("A.csv", settings).opensSlowly(Position.BEGINNING)).isEqualTo(slowly);
    }

    private void write(String rows) throws IOException {
        Files.writeString(this.temp.resolve("A.csv"), "Time,n\n" + rows);
    }

    private FileFormat format(FileSource source, Position from) throws IOException {
        try (Rows rows = source.open(TestDirectory.of(this.temp), "AIR", from)) {
            rows.next();
            return Objects.requireNonNull(identity(rows).format());
        }
    }

    private static FileIdentity identity(Rows rows) {
        return Objects.requireNonNull(rows.identity(rows.position()));
    }

    private List<Instant> instants(FileSource source, Position from) throws IOException {
        List<Instant> instants = new ArrayList<>();
        try (Rows rows = source.open(TestDirectory.of(this.temp), "AIR", from)) {
            while (rows.next() != Rows.Step.END) {
                instants.add(Instant.ofEpochMilli(rows.eventTimeMillis()));
            }
        }
        return instants;
    }

    private List<Long> due(Map<String, ?> settings) throws IOException {
        return due(TestSources.csv("A.csv", settings));
    }

    private List<Long> due(FileSource source) throws IOException {
        List<Long> due = new ArrayList<>();
        Schedule schedule = new Pace.EventTime(null, null).schedule(InstantSource.system(), 0);
        try (Rows rows = source.open(TestDirectory.of(this.temp), "AIR", Position.BEGINNING)) {
            schedule.newestFirst(rows.isNewestFirst());
            while (rows.next() != Rows.Step.END) {
                due.add(schedule.nextDue(rows.eventTimeMillis()) / 1_000_000);
            }
        }
        return due;
    }

}

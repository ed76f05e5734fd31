package io.sensorstreams.producer.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.ZstdOutputStream;
import io.sensorstreams.common.web.problem.InvalidParameterException;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.directory.TestDirectory;
import io.sensorstreams.producer.directory.UnknownFileException;
import io.sensorstreams.producer.report.FileReport.Column;
import io.sensorstreams.producer.report.FileReport.Gap;
import io.sensorstreams.producer.report.FileReport.Order;
import io.sensorstreams.producer.report.FileReport.Saturated;
import io.sensorstreams.producer.report.FileReport.Station;
import io.sensorstreams.producer.row.ReadFailedException;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.time.TimeFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

class ReportsTest {

    private static final ReportOptions DEFAULTS = new ReportOptions("Time", TimeFormat.DEFAULT, "Station");

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static final String TWO_STATIONS = """
            Time,Station,T,Note
            01/01/2024 00:00:00,S1,1.0,
            01/01/2024 00:00:30,S2,20,---
            01/01/2024 00:01:00,S1,3,
            01/01/2024 00:01:30,S2,-7.25,---
            01/01/2024 00:02:00,S1,---,
            01/01/2024 00:05:00,S1,100,
            01/01/2024 00:05:00,S1,100.0,
            01/01/2024 00:05:01
            01/01/2024 00:05:30,S2,0,---
            """;

    @TempDir
    Path data;

    private DataDirectory directory;

    private Reports reports;

    private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.parse("2026-01-31T12:00:00Z"));

    private final AtomicInteger readings = new AtomicInteger();

    @BeforeEach
    void open() {
        this.directory = TestDirectory.of(this.data);
        this.reports = reports(Duration.ofSeconds(30), (file) -> ReportReading.of(file, LIMIT));
    }

    private Reports reports(Duration patience, Reports.Reader reader) {
        return new Reports(this.directory, patience, reader, this.clock::get);
    }

    private Reports impatient() {
        return reports(Duration.ZERO, (file) -> ReportReading.of(file, LIMIT));
    }

    @AfterEach
    void close() {
        this.reports.close();
        this.directory.close();
    }

    @Test
    void readsAFileByItsDialect() throws IOException {
        write("half.csv", "Time;Station;Temp\n1;s;1,50\n2;s;2,25\n");
        Dialect semicolon = new Dialect(";", null, null, ",", null, null, null, null, null, null, null, null, null,
                null);
        Dialect bar = new Dialect("|", null, null, null, null, null, null, null, null, null, null, null, null, null);

        assertThat(this.reports.of("half.csv", options(null)))
            .isEqualTo(this.reports.of("half.csv", options(semicolon)));
        assertThat(this.reports.of("half.csv", options(semicolon)).columns()).last()
            .satisfies((column) -> assertThat(column.max()).isEqualTo(new BigDecimal("2.25")));
        assertThatExceptionOfType(InvalidParameterException.class)
            .isThrownBy(() -> this.reports.of("half.csv", options(bar)))
            .withMessage("half.csv looks separated by ';'; correct the dialect of the source, or let it be found with "
                    + "\"auto\"");
    }

    @Test
    void reportsNumbersWithVeryLargeExponents() throws IOException {
        write("large.csv", "Time,n\n" + "1,100E2147483647\n".repeat(3) + "1,1E-2147483646\n");

        assertThat(this.reports.of("large.csv", options(null)).columns()).last()
            .satisfies((column) -> assertThat(column.max()).isEqualTo(new BigDecimal("100E2147483647")));
    }

    private static ReportOptions options(@Nullable Dialect dialect) {
        return new ReportOptions(List.of("Time"), TimeFormat.AUTO, "Station", null, dialect);
    }

    @ParameterizedTest
    @ValueSource(strings = { ".csv", ".csv.gz", ".csv.zst", ".CSV", ".CSV.GZ", ".Csv.zSt" })
    void reportsTimesStationsAndColumns(String ending) throws IOException {
        byte[] bytes = compressed(TWO_STATIONS, ending);
        Files.write(this.data.resolve("two" + ending), bytes);

        FileReport report = this.reports.of("two" + ending, DEFAULTS);

        assertThat(report).isEqualTo(new FileReport("two" + ending, bytes.length, 9, 1, "01/01/2024 00:00:00",
                "01/01/2024 00:05:30", Order.ASCENDING, "PT1M", 2,
                List.of(new Gap("S1", "01/01/2024 00:02:00", "01/01/2024 00:05:00", 2),
                        new Gap("S2", "01/01/2024 00:01:30", "01/01/2024 00:05:30", 3)),
                1, List.of(new Station("S1", 5), new Station("S2", 3)), 4,
                List.of(new Column("Time", FileReport.Type.TEXT, 0, null, null, null, null),
                        new Column("Station", FileReport.Type.TEXT, 0, null, null, null, null),
                        new Column("T", FileReport.Type.NUMBER, 1, new BigDecimal("-7.25"), new BigDecimal("100"),
                                216.75 / 7, null),
                        new Column("Note", FileReport.Type.EMPTY, 8, null, null, null, null))));
    }

    @Test
    void reportsTheSameOfTheRowsInTheOtherOrder() throws IOException {
        List<String> lines = TWO_STATIONS.lines().collect(Collectors.toList());
        Collections.reverse(lines.subList(1, lines.size()));
        write("back.csv", String.join("\n", lines));

        FileReport report = this.reports.of("back.csv", DEFAULTS);

        assertThat(report.order()).isEqualTo(Order.DESCENDING);
        assertThat(report.firstTime()).isEqualTo("01/01/2024 00:05:30");
        assertThat(report.lastTime()).isEqualTo("01/01/2024 00:00:00");
        assertThat(report.step()).isEqualTo("PT1M");
        assertThat(report.gaps()).containsExactly(new Gap("S1", "01/01/2024 00:02:00", "01/01/2024 00:05:00", 2),
                new Gap("S2", "01/01/2024 00:01:30", "01/01/2024 00:05:30", 3));
        assertThat(report.repeatedTimes()).isEqualTo(1);
    }

    @Test
    void countsNoGapWhereAMonthFollowsALaterOne() throws IOException {
        write("months.csv", "Time\n" + times(29, 20) + times(10, 1));

        FileReport report = this.reports.of("months.csv", DEFAULTS);

        assertThat(report.order()).isEqualTo(Order.DESCENDING);
        assertThat(report.gapCount()).isEqualTo(1);
        assertThat(report.gaps()).containsExactly(new Gap(null, "10/01/2024 00:00:00", "20/01/2024 00:00:00", 9));
        write("later.csv", "Time\n" + times(10, 1) + times(29, 20));
        FileReport other = this.reports.of("later.csv", DEFAULTS);
        assertThat(other.order()).isEqualTo(Order.MIXED);
        assertThat(other.step()).isEqualTo("PT24H");
        assertThat(other.gapCount()).isZero();
    }

    private static String times(int from, int to) {
        return IntStream.rangeClosed(-from, -to)
            .mapToObj("%02d/01/2024 00:00:00\n"::formatted)
            .map((line) -> line.replace("-", ""))
            .collect(Collectors.joining())
            .replaceAll("(?m)^(\\d)/", "0$1/");
    }

    @Test
    void showsTheFirstGapsAndCountsAll() throws IOException {
        StringBuilder text = new StringBuilder("Time\n");
        int minute = 0;
        for (int i = 0; i < 100; i++) {
            text.append("01/01/2024 %02d:%02d:00\n".formatted(minute / 60, minute % 60));
            minute += (i % 3 == 2) ? 3 : 1;
        }
        write("gaps.csv", text.toString());

        FileReport report = this.reports.of("gaps.csv", DEFAULTS);

        assertThat(report.gapCount()).isEqualTo(33);
        assertThat(report.gaps()).hasSize(20)
            .startsWith(new Gap(null, "01/01/2024 00:02:00", "01/01/2024 00:05:00", 2))
            .endsWith(new Gap(null, "01/01/2024 01:37:00", "01/01/2024 01:40:00", 2));
    }

    @Test
    void boundsTheMemoryOfTimesThatFollowNoStep() throws IOException {
        StringBuilder text = new StringBuilder("at\n");
        long at = 0;
        for (int i = 0; i < 30_000; i++) {
            at += i;
            text.append(at).append('\n');
        }
        write("irregular.csv", text.toString());

        FileReport report = this.reports.of("irregular.csv",
                new ReportOptions("at", TimeFormat.EPOCH_MILLIS, "Station"));

        assertThat(report.order()).isEqualTo(Order.ASCENDING);
        assertThat(report.step()).isEqualTo("PT0.001S");
        assertThat(report.gapCount()).isEqualTo(29_998);
        assertThat(report.gaps()).hasSize(20).startsWith(new Gap(null, "1", "3", 1));
    }

    @ParameterizedTest
    @CsvSource({ "iso,2024-01-01T00:00:00+07:00,2024-01-01T00:03:00+07:00,2023-12-31T17:01:00,2023-12-31T17:03:00",
            "yyyy-MM-dd HH:mm,2024-01-01 00:00,2024-01-01 00:03,2024-01-01 00:01,2024-01-01 00:03",
            "epoch-millis,0,180000,60000,180000" })
    void readsTimesOfOtherFormats(String format, String first, String last, String from, String to) throws IOException {
        String middle = switch (format) {
            case "iso" -> "2024-01-01T00:01:00+07:00";
            case "epoch-millis" -> "60000";
            default -> "2024-01-01 00:01";
        };
        write("times.csv", "t,v\n" + first + ",1\n" + middle + ",1\nno time,1\n" + last + ",1\n");

        FileReport report = this.reports.of("times.csv", new ReportOptions("t", format, "none"));

        assertThat(report.firstTime()).isEqualTo(first);
        assertThat(report.lastTime()).isEqualTo(last);
        assertThat(report.step()).isEqualTo("PT1M");
        assertThat(report.gaps()).containsExactly(new Gap(null, from, to, 1));
        assertThat(report.stations()).isEmpty();
    }

    @Test
    void reportsAFileWithoutTimes() throws IOException {
        write("plain.csv", "a,b\n1,x\n2,\n");

        FileReport report = this.reports.of("plain.csv", DEFAULTS);

        assertThat(report.order()).isEqualTo(Order.NONE);
        assertThat(report.step()).isNull();
        assertThat(report.firstTime()).isNull();
        assertThat(report.gaps()).isEmpty();
        assertThat(report.columns()).extracting(Column::type)
            .containsExactly(FileReport.Type.NUMBER, FileReport.Type.TEXT);
    }

    @Test
    void keepsDecimalsExact() throws IOException {
        write("exact.csv", """
                a,b,c,d
                9007199254740993,0.1,1e400,%s
                9007199254740992,0.10000000000000000001,-1E-400,1
                9007199254740994.5,0.2,5,2
                """.formatted("9".repeat(200)));

        List<Column> columns = this.reports.of("exact.csv", DEFAULTS).columns();

        assertThat(columns).extracting(Column::min)
            .containsExactly(new BigDecimal("9007199254740992"), new BigDecimal("0.1"), new BigDecimal("-1E-400"),
                    new BigDecimal("1"));
        assertThat(columns).extracting(Column::max)
            .containsExactly(new BigDecimal("9007199254740994.5"), new BigDecimal("0.2"), new BigDecimal("1e400"),
                    new BigDecimal("2"));
        assertThat(columns.get(2).mean()).isNull();
        assertThat(columns.get(3).type()).isEqualTo(FileReport.Type.NUMBER);
    }

    @Test
    void isExactAboutTheMeanOfManyNumbers() throws IOException {
        write("mean.csv", "v\n" + "0.1\n".repeat(1_000_000));

        assertThat(this.reports.of("mean.csv", DEFAULTS).columns().get(0).mean()).isEqualTo(0.1);
    }

    @ParameterizedTest
    @CsvSource({ "6553.4,3", "6553.5,3", "32767,5", "500.0,3", "999,40" })
    void findsASensorAtItsLimit(String limit, int rows) throws IOException {
        write("limit.csv", readings(1_000) + ("S1," + limit + "\n").repeat(rows));

        assertThat(column("limit.csv").saturated()).isEqualTo(new Saturated(limit, rows));
    }

    @Test
    void findsASensorThatIsAtItsLimitAllTheTime() throws IOException {
        write("limit.csv", "Station,v\n" + "S1,6553.4\n".repeat(10));

        assertThat(column("limit.csv").saturated()).isEqualTo(new Saturated("6553.4", 10));
    }

    @ParameterizedTest
    @ValueSource(strings = { "S1,500.0\nS1,500.0\n", "S1,14.9\nS1,14.9\nS1,14.9\n", "S1,1\n", "S1,6553.4\nS1,6553.4\n",
            "S2,500.0\nS2,500.0\nS2,500.0\nS2,500.0\n" })
    void takesNoOrdinaryMaximumForALimit(String rows) throws IOException {
        write("ordinary.csv", readings(1_000) + rows);

        assertThat(column("ordinary.csv").saturated()).isNull();
    }

    @Test
    void takesNoSwitchForALimit() throws IOException {
        write("switch.csv", "Station,v\n" + "S1,0\nS1,1\nS1,1\n".repeat(100) + "S1,2\nS1,9\nS1,9\nS1,9\n");

        assertThat(column("switch.csv").saturated()).isNull();
    }

    /**
     * Ordinary columns of the samples have no limit, those with cells at a ceiling do.
     */
    @Test
    void findsTheCeilingsOfTheSamplesOnly() throws IOException {
        Path samples = Path.of("../samples");
        for (String month : List.of("AIR2401.csv", "EARTH2401.csv", "WATER2401.csv")) {
            Files.copy(samples.resolve(month), this.data.resolve(month));
        }

        FileReport air = this.reports.of("AIR2401.csv", DEFAULTS);

        assertThat(air.columns()).filteredOn((column) -> column.saturated() != null)
            .extracting(Column::name, Column::saturated)
            .containsExactly(tuple("PM2.5", new Saturated("500", 5)), tuple("PM10", new Saturated("999.9", 4)));
        assertThat(air.rows()).isEqualTo(8_821);
        assertThat(air.step()).isEqualTo("PT5M");
        assertThat(this.reports.of("EARTH2401.csv", DEFAULTS).columns()).extracting(Column::saturated)
            .containsOnlyNulls();
        assertThat(this.reports.of("WATER2401.csv", DEFAULTS).columns()).extracting(Column::saturated)
            .containsOnlyNulls();
    }

    private static String readings(int rows) {
        return IntStream.range(0, rows)
            .mapToObj((i) -> "S1," + (10 + i % 50 / 10.0) + "\n")
            .collect(Collectors.joining("", "Station,v\n", ""));
    }

    private Column column(String file) throws IOException {
        return this.reports.of(file, DEFAULTS).columns().get(1);
    }

    @Test
    void boundsWideFilesAndLongRows() throws IOException {
        write("wide.csv", IntStream.range(0, 50_000).mapToObj((i) -> "c" + i).collect(Collectors.joining(",")) + "\n"
                + "1,".repeat(49_999) + "1\n" + "x".repeat(10 << 20) + "\n");
        write("stations.csv",
                "Station,v\n" + IntStream.range(0, 20_000)
                    .mapToObj((i) -> "s".repeat(300) + i % 15_000 + "," + i + "\n")
                    .collect(Collectors.joining()));

        FileReport wide = this.reports.of("wide.csv", DEFAULTS);

        assertThat(wide.columnCount()).isEqualTo(50_000);
        assertThat(wide.columns()).hasSize(1_000);
        assertThat(wide.rows()).isEqualTo(2);
        assertThat(wide.rejectedRows()).isEqualTo(1);
        // Names are compared by their first 255 bytes.
        assertThat(this.reports.of("stations.csv", DEFAULTS).stations())
            .containsExactly(new Station("s".repeat(255), 20_000));
    }

    @Test
    void listsTheFirstHundredStations() throws IOException {
        write("many.csv",
                "Station,v\n" + IntStream.range(0, 300)
                    .mapToObj((i) -> "S" + i % 150 + "," + i + "\n")
                    .collect(Collectors.joining()));

        assertThat(this.reports.of("many.csv", DEFAULTS).stations()).hasSize(100)
            .allMatch((station) -> station.rows() == 2)
            .endsWith(new Station("S99", 2));
    }

    @Test
    void readsAFileAgainOnlyWhenItHasChanged() throws IOException {
        write("A.csv", "a\n1\n");
        FileReport first = this.reports.of("A.csv", DEFAULTS);

        assertThat(this.reports.of("A.csv", DEFAULTS)).isSameAs(first);
        write("A.csv", "a\n1\n2\n");
        assertThat(this.reports.of("A.csv", DEFAULTS).rows()).isEqualTo(2);
    }

    @Test
    void saysWhyAFileHasNoReport() throws IOException {
        write("bell.csv", "a,\u0007\n");
        Files.write(this.data.resolve("torn.csv.gz"),
                Arrays.copyOf(compressed("a\n" + "1234567\n".repeat(9), ".csv.gz"), 24));

        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> this.reports.of("bell.csv", DEFAULTS))
            .withMessage("bell.csv is not CSV: its first row has control characters");
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> this.reports.of("torn.csv.gz", DEFAULTS))
            .withMessageStartingWith("torn.csv.gz cannot be read");
        assertThatExceptionOfType(UnknownFileException.class).isThrownBy(() -> this.reports.of("no.csv", DEFAULTS));
        assertThatExceptionOfType(UnknownFileException.class).isThrownBy(() -> this.reports.of("../no.csv", DEFAULTS));
    }

    @Test
    void remembersThatAFileIsInvalid() throws IOException {
        write("bell.csv", "a,\u0007\n");
        try (Reports counting = reports(LIMIT, (file) -> {
            this.readings.incrementAndGet();
            return ReportReading.of(file, LIMIT);
        })) {
            assertThatExceptionOfType(SourceException.class).isThrownBy(() -> counting.of("bell.csv", DEFAULTS));
            assertThatExceptionOfType(SourceException.class).isThrownBy(() -> counting.of("bell.csv", DEFAULTS));
        }

        assertThat(this.readings).hasValue(1);
    }

    @Test
    void readsAFileAgainAfterAFailureOfTheFileSystem() throws IOException {
        write("A.csv", "a\n1\n");
        List<IOException> failures = List.of(new IOException("Too many open files"),
                new ReadFailedException("A.csv cannot be read", new IOException("Input/output error")));
        try (Reports failing = reports(LIMIT, (file) -> {
            int reading = this.readings.getAndIncrement();
            if (reading < failures.size()) {
                throw failures.get(reading);
            }
            return ReportReading.of(file, LIMIT);
        })) {
            assertThatExceptionOfType(ReadFailedException.class).isThrownBy(() -> failing.of("A.csv", DEFAULTS))
                .withMessage("The report on A.csv failed");
            assertThatExceptionOfType(ReadFailedException.class).isThrownBy(() -> failing.of("A.csv", DEFAULTS));

            assertThat(failing.of("A.csv", DEFAULTS).rows()).isEqualTo(1);
        }
    }

    @Test
    void readsAFileAgainThatChangedWhileItWasRead() throws IOException {
        write("A.csv", "a\n1\n2\n");
        try (Reports changing = reports(LIMIT, (file) -> {
            if (this.readings.getAndIncrement() == 0) {
                write("A.csv", "a\n1\n");
                throw new SourceException("A.csv became shorter while it was read; start it from the beginning");
            }
            return ReportReading.of(file, LIMIT);
        })) {
            assertThatExceptionOfType(ReportBusyException.class).isThrownBy(() -> changing.of("A.csv", DEFAULTS))
                .withMessage("A.csv changed while it was read");

            assertThat(changing.of("A.csv", DEFAULTS).rows()).isEqualTo(1);
        }
    }

    @Test
    void readsASlowFileAgainAfterAnHour() throws IOException {
        write("A.csv", "a\n1\n");
        try (Reports slow = reports(LIMIT, (file) -> {
            if (this.readings.getAndIncrement() == 0) {
                throw new SlowReadException("A.csv has more rows than were read in 10 minutes");
            }
            return ReportReading.of(file, LIMIT);
        })) {
            assertThatExceptionOfType(ReportBusyException.class).isThrownBy(() -> slow.of("A.csv", DEFAULTS));
            this.clock.updateAndGet((now) -> now.plus(Duration.ofMinutes(59)));
            assertThatExceptionOfType(ReportBusyException.class).isThrownBy(() -> slow.of("A.csv", DEFAULTS))
                .withMessage("A.csv has more rows than were read in 10 minutes. It is read again on a request after "
                        + "2026-01-31T13:00:00Z")
                .matches((e) -> e.retryAfter().equals(Duration.ofMinutes(1)));
            assertThatExceptionOfType(ReportBusyException.class)
                .isThrownBy(() -> slow.of("A.csv", new ReportOptions("v", "iso", "Station")));
            assertThat(this.readings).hasValue(1);

            this.clock.updateAndGet((now) -> now.plus(Duration.ofMinutes(1)));
            assertThat(slow.of("A.csv", DEFAULTS).rows()).isEqualTo(1);
        }
    }

    @Test
    void stopsReadingAtItsLimit() throws IOException {
        write("A.csv", "a\n" + "1\n".repeat(10_000));
        ReportKey key = ReportKey.of("A.csv", this.data.resolve("A.csv"), DEFAULTS);

        assertThatExceptionOfType(SlowReadException.class).isThrownBy(() -> ReportReading.of(key, Duration.ZERO))
            .withMessage("A.csv has more rows than were read in 0 minutes");
    }

    @Test
    void leavesALargeReportToTheNextRequest() throws IOException {
        write("A.csv", "v\n" + "1\n".repeat(1_000_000));
        try (Reports impatient = impatient()) {
            assertThatExceptionOfType(ReportBusyException.class).isThrownBy(() -> impatient.of("A.csv", DEFAULTS));

            await().ignoreExceptionsInstanceOf(ReportBusyException.class)
                .until(() -> impatient.of("A.csv", DEFAULTS).rows() == 1_000_000);
        }
    }

    @Test
    void makesTwoReportsAtATime() throws IOException {
        for (String name : List.of("A.csv.zst", "B.csv.zst", "C.csv.zst")) {
            writeRows(name, 20_000_000);
        }
        try (Reports impatient = impatient()) {
            assertThatExceptionOfType(ReportBusyException.class).isThrownBy(() -> impatient.of("A.csv.zst", DEFAULTS))
                .withMessage("The file is large, and the report on it is still being made");
            assertThatExceptionOfType(ReportBusyException.class)
                .isThrownBy(() -> impatient.of("A.csv.zst", new ReportOptions("v", "iso", "Station")))
                .withMessage("Another report on A.csv.zst is being made");
            assertThatExceptionOfType(ReportBusyException.class).isThrownBy(() -> impatient.of("B.csv.zst", DEFAULTS));
            assertThatExceptionOfType(ReportBusyException.class).isThrownBy(() -> impatient.of("C.csv.zst", DEFAULTS))
                .withMessage("2 other reports are being made, more are not made at the same time");
        }
    }

    private void writeRows(String name, int rows) throws IOException {
        byte[] thousand = "1\n".repeat(1_000).getBytes(UTF_8);
        try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(this.data.resolve(name)))) {
            out.write("v\n".getBytes(UTF_8));
            for (int i = 0; i < rows / 1_000; i++) {
                out.write(thousand);
            }
        }
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(this.data.resolve(name), content);
    }

    private static byte[] compressed(String text, String ending) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = switch (ending.toLowerCase(Locale.ROOT)) {
            case ".csv.gz" -> new GZIPOutputStream(bytes);
            case ".csv.zst" -> new ZstdOutputStream(bytes);
            default -> bytes;
        }) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

}

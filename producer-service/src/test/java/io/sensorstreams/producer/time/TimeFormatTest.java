package io.sensorstreams.producer.time;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;

import io.sensorstreams.producer.row.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TimeFormatTest {

    @Test
    void readsTheDefaultFormatAsJavaDoes() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        DateTimeFormatter java = DateTimeFormatter.ofPattern(TimeFormat.DEFAULT);
        TimeFormat format = TimeFormat.of(TimeFormat.DEFAULT);
        for (int i = 0; i < 10_000; i++) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(random.nextLong(-60_000_000_000L, 250_000_000_000L), 0,
                    ZoneOffset.UTC);
            assertThat(parse(format, java.format(time))).as("seed %d: %s", seed, time)
                .isEqualTo(time.toInstant(ZoneOffset.UTC).toEpochMilli());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "31/08/2023", "31/08/2023 23:59", "31/08/2023 23:59:00 ", "31-08-2023 23:59:00",
            "32/08/2023 23:59:00", "31/09/2023 23:59:00", "29/02/2023 00:00:00", "00/01/2023 00:00:00",
            "01/00/2023 00:00:00", "01/13/2023 00:00:00", "01/01/0000 00:00:00", "01/01/2023 24:00:01",
            "01/01/2023 00:60:00", "01/01/2023 00:00:60", "0a/01/2023 00:00:00", "01/01/20-3 00:00:00",
            "01/01/2023 0 :00:00", "01/01/2023T00:00:00" })
    void returnsNoTimeForOtherText(String text) {
        assertThat(parse(TimeFormat.of(TimeFormat.DEFAULT), text)).isEqualTo(Rows.NO_EVENT_TIME);
    }

    @Test
    void parsesADateAfterAnInvalidOne() {
        TimeFormat format = TimeFormat.of(TimeFormat.DEFAULT);
        assertThat(parse(format, "29/02/2023 00:00:00")).isEqualTo(Rows.NO_EVENT_TIME);
        assertThat(parse(format, "29/02/2023 00:00:00")).isEqualTo(Rows.NO_EVENT_TIME);
        assertThat(parse(format, "01/01/1970 00:00:01")).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({ "yyyy-MM-dd HH:mm, 1970-01-02 00:01, 86460000", "yyyy-MM-dd, 1970-01-02, 86400000",
            "d MMM yyyy HH:mm, 2 Jan 1970 00:00, 86400000", "iso, 1970-01-01T07:00:01+07:00, 1000",
            "iso, 1970-01-01T00:00:01.5, 1500", "epoch-millis, -5, -5" })
    void readsOtherFormats(String pattern, String text, long millis) {
        assertThat(parse(TimeFormat.of(pattern), text)).isEqualTo(millis);
        assertThat(parse(TimeFormat.of(pattern), "x" + text)).isEqualTo(Rows.NO_EVENT_TIME);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            iso                        | 1970-01-02                          | 86400000
            iso                        | 1970-01-01 00:01                    | 60000
            iso                        | 1970-01-01T00:01:02                 | 62000
            iso                        | 1970-01-01 00:00:01.25              | 1250
            iso                        | 1970-01-01 00:00:01,2569            | 1256
            iso                        | 1970-01-01T00:00:01.123456789Z      | 1123
            iso                        | 1969-12-31T23:59:59.9Z              | -100
            iso                        | 1970-01-01 01:00:00+01              | 0
            iso                        | 1970-01-01 01:00:00 +0100           | 0
            iso                        | 1970-01-01t01:00+01:00              | 0
            iso                        | 1969-12-31T18:30:30-05:29:30        | 0
            iso                        | 1970-01-01 00:00:01 UTC             | 1000
            iso                        | 1970-01-01T01:00+01:00[Europe/Paris] | 0
            iso                        | +12345-01-01T00:00Z                 | 327403382400000
            epoch-seconds              | 1706745600                          | 1706745600000
            epoch-seconds              | 1706745600.25                       | 1706745600250
            epoch-seconds              | 1.7067456005E9                      | 1706745600500
            epoch-seconds              | -1.0001                             | -1001
            epoch-seconds              | 5.                                  | 5000
            epoch-millis               | 1706745600000.9                     | 1706745600000
            epoch-millis               | -0.5                                | -1
            epoch-micros               | 1706745600000001                    | 1706745600000
            epoch-micros               | -1                                  | -1
            epoch-nanos                | 1706745600000000001                 | 1706745600000
            epoch-nanos                | -1706745600000000001                | -1706745600001
            MM/dd/yyyy hh:mm:ss a      | 01/02/1970 12:00:01 am              | 86401000
            MM/dd/yyyy hh:mm:ss a      | 01/02/1970 12:00:01 Pm              | 129601000
            M/d/yyyy h:mm a            | 1/2/1970 1:05 PM                    | 133500000
            d MMM yyyy HH:mm           | 2 JAN 1970 00:01                    | 86460000
            dd.MM.yyyy HH:mm:ss.SSS    | 02.01.1970 00:00:00.005             | 86400005
            dd.MM.yy HH:mm             | 02.01.70 00:00                      | 3155846400000
            yyyyMMdd HHmm              | 19700102 0001                       | 86460000
            yyyy-MM-dd HH:mm:ss XXX    | 1970-01-01 01:00:00 +01:00          | 0
            yyyy-MM-dd HH:mm           | 1970-01-01 24:00                    | 86400000
            dd/MM/yyyy HH:mm:ss        | 01/01/1970 24:00:00                 | 86400000
            uuuu-MM-dd HH:mm           | 2400-01-01 24:00                    | 13569552000000
            HH:mm uuuu-MM-dd           | 24:00 2400-01-01                    | 13569552000000
            iso                        | 1970-01-01 24:00                    | 86400000
            iso                        | 1970-01-01T24:00:00.000Z            | 86400000
            yyyy-MM-dd[ HH:mm]         | 1970-01-02                          | 86400000
            yyyyMMddHH                 | 1970010201                          | 90000000
            """)
    void readsManyForms(String format, String text, long millis) {
        assertThat(parse(TimeFormat.of(format), text)).isEqualTo(millis);
        assertThat(parse(TimeFormat.of(format), text + "?")).isEqualTo(Rows.NO_EVENT_TIME);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            iso                   | 2023-02-29
            iso                   | 2023-02-28T24:01
            iso                   | 2023-02-28T24:00:00.001
            iso                   | 2023-02-28T25:00
            iso                   | 2023-02-28T00:00:60
            iso                   | 2023-02-28_00:00
            iso                   | 2023-02-28T00
            iso                   | 2023-02-28T00:00:00.
            iso                   | 2023-02-28T00:00:00+19:00
            iso                   | 2023-02-28T00:00:00+1
            iso                   | 2023-02-28T00:00:00 CET
            iso                   | 2023-02-28T00:00:00Z Z
            iso                   | 31/12/2023
            epoch-seconds         | ---
            epoch-seconds         | -
            epoch-seconds         | 1706745600 s
            epoch-seconds         | 1e999999999
            epoch-millis          | 99999999999999999999
            epoch-nanos           | 0x10
            dd/MM/yyyy            | 30/02/2023
            dd/MM/yyyy HH:mm      | 31/04/2023 10:00
            MM/dd/yyyy hh:mm a    | 01/02/2023 13:00 PM
            MM/dd/yyyy hh:mm a    | 01/02/2023 00:00 AM
            MM/dd/yyyy hh:mm a    | 1/2/2023 10:00 AM
            """)
    void refusesOtherTexts(String format, String text) {
        assertThat(parse(TimeFormat.of(format), text)).isEqualTo(Rows.NO_EVENT_TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = { "auto", "iso", "epoch-seconds", "epoch-nanos", "dd/MM/yyyy", "yyyy-DDD", "h:mm a d.M.yy",
            "yyyy-MM-dd'T'HH:mm:ss[.SSS]XXX", "dd/MM/yyyy HH", "dd/MM/yyyy kk:mm", "yyyy-MM-dd[ HH:mm][:ss]",
            "dd/MM/yyyy HH:mm:ss[.SSS][.SS][.S]", "[dd/MM/yyyy][yyyy-MM-dd]", "dd MMM yyyy HH:mm:ss.SSSSSS z" })
    void acceptsFormatsThatCanReadTimes(String format) {
        assertThat(TimeFormat.fault(format)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    bogus           | must be auto, iso, epoch-seconds, epoch-millis, epoch-micros, epoch-nanos or a pattern such as dd/MM/yyyy HH:mm:ss
                    ISO             | must be auto, iso,
                    dd/MM hh:mm     | has hours of half a day without 'a' for AM or PM; hours of a day are 'HH'
                    HH:mm:ss        | has no complete date with year, month and day; timeColumn can join several columns
                    dd/MM HH:mm     | has no complete date
                    yyyy-MM-dd HH:mm:SS | does not read the times that it writes: HH are hours, mm minutes
                    dd/MM/yyyy HH:MM:ss | does not read the times that it writes
                    yyyy-MM-dd mm:ss    | does not read the times that it writes
                    dd/MM/yyyy HH:ss    | does not read the times that it writes
                    dd/MM/yyyy a        | does not read the times that it writes
                    """)
    void saysWhyAFormatCanReadNoTime(String format, String fault) {
        assertThat(TimeFormat.fault(format)).get().asString().startsWith(fault);
    }

    @Test
    void refusesAFormatThatCannotBeStored() {
        String rule = "must have at most 200 characters and no control characters";
        assertThat(TimeFormat.fault("dd/MM/yyyy\tHH:mm:ss")).contains(rule);
        assertThat(TimeFormat.fault(TimeFormat.DEFAULT + "' '".repeat(100))).contains(rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            yyyy-MM-dd HH:mm:SS | 1970-01-02 00:01:00
            yyyy-MM-dd mm:ss    | 1970-01-02 01:00
            """)
    void readsNoTimeWithAPartOfAClock(String format, String text) {
        assertThat(parse(TimeFormat.of(format), text)).isEqualTo(Rows.NO_EVENT_TIME);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dd/MM/yyyy HH:mm:ss[.SSS][.SS][.S] | 02/01/1970 00:00:00.250
            yyyy-MM-dd[ HH:mm][:ss]            | 1970-01-02 00:00:00
            [dd/MM/yyyy][yyyy-MM-dd]           | 02/01/1970
            """)
    void writesEachFieldOnce(String format, String text) {
        assertThat(TimeFormat.of(format).print(86_400_250, ZoneOffset.UTC)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = { "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm z", "iso" })
    void takesNoLongTextForATime(String format) {
        assertThat(parse(TimeFormat.of(format), "24:00 ".repeat(100_000) + "]")).isEqualTo(Rows.NO_EVENT_TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = { "uuuu-MM-dd ppHmm", "uuuuppMMdd", "uuuu-MM-dd[ ppHHmmss]" })
    void refusesANumberDirectlyAfterAPaddedOne(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> TimeFormat.of(pattern))
            .withMessage("The pattern has a number directly after one that is padded with p");
        assertThat(TimeFormat.fault(pattern)).get().asString().startsWith("must be auto, iso,");
        assertThat(TimeFormat.isPattern(pattern)).isFalse();
    }

    @Test
    void allowsPatternsOfSomeLength() {
        String optional = "[".repeat(190) + "yyyy-MM-dd";

        assertThat(TimeFormat.fault(optional)).isEmpty();
        assertThat(parse(TimeFormat.of(optional), "1970-01-02")).isEqualTo(86_400_000);
        assertThat(TimeFormat.fault("[" + optional))
            .hasValue("must have at most 200 characters and no control characters");
        assertThat(TimeFormat.isPattern("[".repeat(100_000) + "yyyy")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> TimeFormat.of("[" + optional))
            .withMessage("The pattern has 201 characters, the limit is 200");
        assertThatIllegalArgumentException().isThrownBy(() -> TimeFormat.of("uuuuuuuuuuu-MM-dd"))
            .withMessage("The pattern has a letter more than 10 times in a row");
        assertThat(TimeFormat.fault("uuuuuuuuuuu-MM-dd")).get().asString().startsWith("must be auto, iso,");
        assertThat(TimeFormat.isPattern("yyyyyyyyyyyyyyy-MM-dd")).isFalse();
    }

    private static long parse(TimeFormat format, String text) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        return format.parse(bytes, 1, bytes.length - 1);
    }

}

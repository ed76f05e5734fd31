package io.sensorstreams.consumer.parquet.type;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;

import io.sensorstreams.consumer.format.LineBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TimePatternTest {

    private static final long SEED = 20240131;

    private static long parse(String pattern, String text) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        return new TimePattern(pattern).parse(bytes, 1, bytes.length - 1);
    }

    private static String print(TimePattern pattern, long micros) {
        LineBuffer out = new LineBuffer();
        pattern.print(micros, out);
        return new String(out.array(), 0, out.length(), UTF_8);
    }

    @Test
    void agreesWithJavaTime() {
        Random random = new Random(SEED);
        for (TimePattern pattern : TimePattern.USUAL) {
            DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern.toString());
            for (int i = 0; i < 2000; i++) {
                long micros = random.nextLong(LocalDateTime.of(1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC),
                        LocalDateTime.of(9999, 12, 31, 23, 59).toEpochSecond(ZoneOffset.UTC)) * 1_000_000
                        + random.nextInt(1_000_000);
                LocalDateTime time = LocalDateTime.ofEpochSecond(Math.floorDiv(micros, 1_000_000),
                        Math.floorMod(micros, 1_000_000) * 1000, ZoneOffset.UTC);
                String text = formatter.format(time);
                long parsed = parse(pattern.toString(), text);
                assertThat(parsed).as("%s, seed %d", text, SEED)
                    .isEqualTo(ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0),
                            LocalDateTime.parse(text, formatter)));
                assertThat(print(pattern, parsed)).isEqualTo(text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = { "", "31/08/2023 23:59", "31/08/2023 23:59:000", "31.08.2023 23:59:00", "32/08/2023 23:59:00",
                    "31/09/2023 23:59:00", "29/02/2023 23:59:00", "29/02/1900 00:00:00", "00/01/2023 00:00:00",
                    "01/00/2023 00:00:00", "01/13/2023 00:00:00", "01/01/0000 00:00:00", "01/01/2023 24:00:00",
                    "01/01/2023 00:60:00", "01/01/2023 00:00:60", "01/01/2023 00:00:0x", "-1/01/2023 00:00:00" })
    void refusesWhatIsNoTimeOfThePattern(String text) {
        assertThat(parse("dd/MM/yyyy HH:mm:ss", text)).isEqualTo(TimePattern.NONE);
    }

    @Test
    void readsDaysOfLeapYears() {
        assertThat(parse("dd/MM/yyyy", "29/02/2024")).isEqualTo(19_782L * 86_400_000_000L);
        assertThat(parse("dd/MM/yyyy", "29/02/2000")).isEqualTo(11_016L * 86_400_000_000L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            dd/MM/yy HH:mm:ss   | has 2 times 'y', expected 4
            d/MM/yyyy           | has 1 times 'd', expected 2
            dd/MM               | has no 'y'
            dd/MM/yyyy mm       | has no 'H'
            dd/MM/yyyy HH:mm.S  | has no 's'
            dd/MM/yyyy dd       | has the field 'd' twice
            dd/MMM/yyyy         | has 3 times 'M', expected 2
            dd/MM/yyyy HH:mm a  | has the letter 'a'
            dd/MM/yyyy'         | has a quote without text
            dd/MM/yyyy 'é'      | has a character that is not ASCII
            ``                  | has no 'y'
            dd/MM/yyyy HH:mm:ss.SSSSSSS | has more than 6 times 'S'
            """)
    void refusesPatternsWithoutAFixedNumberOfDigits(String pattern, String fault) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TimePattern(pattern))
            .withMessage("Pattern '%s' %s; it may have yyyy, MM, dd, HH, mm, ss, up to six S, and quoted or other "
                    + "characters", pattern, fault);
    }

    @Test
    void knowsWhichNumbersItCanPrint() {
        TimePattern seconds = new TimePattern("dd/MM/yyyy HH:mm:ss");
        assertThat(seconds.has(0)).isTrue();
        assertThat(seconds.has(1)).isFalse();
        assertThat(seconds.has(Long.MAX_VALUE)).isFalse();
        assertThat(seconds.has(Long.MIN_VALUE)).isFalse();
        assertThat(new TimePattern("dd/MM/yyyy").has(1_000_000)).isFalse();
    }

}

package io.sensorstreams.producer.row;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
            "01/00/2023 00:00:00", "01/13/2023 00:00:00", "01/01/0000 00:00:00", "01/01/2023 24:00:00",
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

    @Test
    void recognizesValidPatterns() {
        assertThat(TimeFormat.isKnown("yyyy-MM-dd")).isTrue();
        assertThat(TimeFormat.isKnown("bogus")).isFalse();
    }

    private static long parse(TimeFormat format, String text) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        return format.parse(bytes, 1, bytes.length - 1);
    }

}

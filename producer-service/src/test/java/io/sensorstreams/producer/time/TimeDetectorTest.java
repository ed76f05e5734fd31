package io.sensorstreams.producer.time;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class TimeDetectorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            2024-02-01T00:00:00Z;2024-02-01T00:00:02Z                   | iso
            2024-02-01 00:00:00.000;2024-02-01 00:00:01                 | iso
            2024-02-01 00:00 UTC                                        | iso
            2024-02-01                                                  | iso
            1706745600;1706745602                                       | epoch-seconds
            1706745600.25                                               | epoch-seconds
            0;1706745600000;1706745600002                               | epoch-millis
            1706745600000001                                            | epoch-micros
            1706745600000000001                                         | epoch-nanos
            20240201;20240202                                           | yyyyMMdd
            20240201 0130                                               | yyyyMMdd HHmm
            20240201T013000Z                                            | yyyyMMdd'T'HHmmssXX
            20240201013000                                              | yyyyMMddHHmmss
            2007040122;2007040123                                       | yyyyMMddHH
            2007040122;2007040199                                       | epoch-seconds
            01/08/2023 24:00:00                                         | dd/MM/yyyy HH:mm:ss
            31/08/2023 23:59:00;31/08/2023 09:00:00                     | dd/MM/yyyy HH:mm:ss
            01/02/2024 00:00:00;02/02/2024 00:00:00                     | dd/MM/yyyy HH:mm:ss
            01/02/2024 00:00:00;01/31/2024 00:00:00                     | MM/dd/yyyy HH:mm:ss
            31/12/2023 23:59                                            | d/M/yyyy H:mm
            1/2/2024 0:05;13/2/2024 10:05                               | d/M/yyyy H:mm
            1/2/2024 1:05 AM;1/13/2024 11:05 pm                         | M/d/yyyy h:mm a
            01/02/2024 01:05:07PM                                       | dd/MM/yyyy hh:mm:ssa
            10/03/2004 18.00.00                                         | dd/MM/yyyy HH.mm.ss
            01.02.2024 07:00                                            | dd.MM.yyyy HH:mm
            01.02.24 07:00                                              | dd.MM.yy HH:mm
            2024/02/01 07:00                                            | yyyy/MM/dd HH:mm
            2024/2/1 7:00:00.5;2024/2/1 7:00:01                         | yyyy/M/d H:mm:ss[.S]
            01/02/2024 07:00:00.250;01/02/2024 07:00:00.500             | dd/MM/yyyy HH:mm:ss.SSS
            1 Feb 2024 07:00;12 mar 2024 08:00                          | d MMM yyyy H:mm
            01-FEB-2024 07:00;02-FEB-2024 07:00                         | dd-MMM-yyyy HH:mm
            February 1, 2024 7:00 AM                                    | MMMM d, yyyy h:mm a
            01/02/2024 07:00:00 +0100                                   | dd/MM/yyyy HH:mm:ss XX
            01/02/2024 07:00:00 CET                                     | dd/MM/yyyy HH:mm:ss z
            45-02-01 07:00                                              | yy-MM-dd HH:mm
            TS;31/08/2023 08:00                                         | dd/MM/yyyy HH:mm
            noon;---;5                                                  | -
            """)
    void findsFormats(String texts, @Nullable String format) {
        assertThat(TimeDetector.find(samples(texts.split(";"))).format()).isEqualTo(format);
    }

    @Test
    void namesOtherFormatsThatReadTheSameTextsDifferently() {
        assertThat(others("01/02/2024 00:00:00")).containsExactly("MM/dd/yyyy HH:mm:ss");
        assertThat(others("2007040122")).containsExactly("epoch-seconds");
        assertThat(others("01/02/24")).containsExactly("MM/dd/yy", "yy/MM/dd");
        assertThat(others("31/01/2024 00:00:00")).isEmpty();
        assertThat(others("01/01/2024 00:00:00")).isEmpty();
        assertThat(others("2024-02-01 00:00:00")).isEmpty();
        assertThat(others("1 May 2024")).isEmpty();
    }

    @Test
    void findsTheFormatByWhichTheTimesHaveARegularStep() {
        assertThat(TimeDetector.find(samples(times("M/d/yyyy h:mm a", Duration.ofMinutes(10), 300))).format())
            .isEqualTo("M/d/yyyy h:mm a");
        assertThat(TimeDetector.find(samples(times("dd/MM/yyyy HH:mm", Duration.ofMinutes(10), 300))).format())
            .isEqualTo("dd/MM/yyyy HH:mm");
        // One row a day, or one a month: both are regular.
        assertThat(TimeDetector.find(samples(times("MM/dd/yyyy", Duration.ofDays(1), 12))).format())
            .isEqualTo("dd/MM/yyyy");
        assertThat(others(times("M/d/yyyy h:mm a", Duration.ofMinutes(10), 300))).containsExactly("d/M/yyyy h:mm a");
    }

    private static String[] times(String format, Duration step, int count) {
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern(format, Locale.ENGLISH);
        return Stream.iterate(LocalDateTime.of(2024, 3, 1, 0, 0), (time) -> time.plus(step))
            .limit(count)
            .map(formatter::format)
            .toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2024-02-01T00:00:10;2024-02-01T00:00:12;2024-02-01T00:00:05;2024-02-01T00:00:06 | false
            2024-02-01T00:00:10;2024-02-01T00:00:09;2024-02-01T00:00:12;2024-02-01T00:00:08 | true
            2024-02-01T00:00:10;2024-02-01T00:00:10                                         | false
            2024-02-01T00:00:10;2024-02-01T00:00:09                                         | true
            2024-10-27T02:59:58;2024-10-27T02:00:00;2024-10-27T02:00:02                     | false
            2024-10-27T02:00:02;2024-10-27T02:00:00;2024-10-27T02:59:58                     | true
            """)
    void findsTheOrder(String texts, boolean newestFirst) {
        assertThat(samples(texts.split(";")).isNewestFirst(TimeFormat.ISO, ZoneId.of("Europe/Berlin")))
            .isEqualTo(newestFirst);
    }

    @Test
    void findsTheOrderOfEachStation() {
        TimeSamples samples = new TimeSamples();
        for (int i = 50; i > 30; i -= 2) {
            add(samples, "2024-02-01T00:00:%02d".formatted(i - 3), "A");
            add(samples, "2024-02-01T00:00:%02d".formatted(i), "B");
        }
        assertThat(samples.isNewestFirst(TimeFormat.ISO, null)).isTrue();
    }

    private static List<String> others(String... texts) {
        return TimeDetector.find(samples(texts)).others();
    }

    private static TimeSamples samples(String... texts) {
        TimeSamples samples = new TimeSamples();
        Stream.of(texts).forEach((text) -> add(samples, text.strip(), null));
        return samples;
    }

    private static void add(TimeSamples samples, String time, @Nullable String station) {
        byte[] bytes = time.getBytes(UTF_8);
        TimeText text = new TimeText();
        text.set(bytes, 0, bytes.length);
        samples.add(text, (station != null) ? station.getBytes(UTF_8) : null);
    }

}

package io.sensorstreams.producer.time;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

import io.sensorstreams.producer.row.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Random instants that java.time writes are read as the same instants. */
class RandomTimesTest {

    private static final int TIMES = 3_000;

    private final long seed = new Random().nextLong();

    private final Random random = new Random(this.seed);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dd/MM/yyyy HH:mm:ss           | SECONDS
            MM/dd/yyyy hh:mm:ss a         | SECONDS
            d/M/yyyy H:mm                 | MINUTES
            d.M.yyyy H:mm:ss.SSS          | MILLIS
            yyyy-MM-dd HH:mm:ss.SSSSSSSSS | NANOS
            yyyyMMddHHmmss                | SECONDS
            yyyyMMdd'T'HHmm               | MINUTES
            EEE, d MMM yyyy HH:mm:ss      | SECONDS
            d MMMM uuuu h:mma             | MINUTES
            yyyy-DDD HH:mm                | MINUTES
            yyyy/MM/dd HH                 | HOURS
            """)
    void readsPatterns(String pattern, ChronoUnit unit) {
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        TimeFormat format = TimeFormat.of(pattern);
        for (int i = 0; i < TIMES; i++) {
            Instant instant = instant(0, 4_000_000_000L);
            String text = formatter.format(instant.atOffset(ZoneOffset.UTC));
            assertSame(format, (i % 2 == 0) ? text : text.toLowerCase(Locale.ROOT), instant.truncatedTo(unit));
            assertThat(format.isInstant()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "yyyy-MM-dd'T'HH:mm:ssXXX", "dd/MM/yyyy HH:mm:ss XX", "yyyy-MM-dd HH:mm:ss VV",
            "d MMM uuuu HH:mm:ss xxx" })
    void readsOffsets(String pattern) {
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        TimeFormat format = TimeFormat.of(pattern);
        List<String> zones = List.of("Europe/Berlin", "America/St_Johns", "Asia/Ho_Chi_Minh", "Australia/Lord_Howe");
        for (int i = 0; i < TIMES; i++) {
            Instant instant = instant(0, 4_000_000_000L).truncatedTo(ChronoUnit.SECONDS);
            ZonedDateTime time = instant.atZone(ZoneId.of(zones.get(i % zones.size()))).withEarlierOffsetAtOverlap();
            assertSame(format, formatter.format(time), time.toInstant());
            assertThat(format.isInstant()).isTrue();
        }
    }

    @Test
    void readsIsoTimes() {
        List<DateTimeFormatter> formatters = List.of(DateTimeFormatter.ISO_INSTANT.withZone(ZoneOffset.UTC),
                DateTimeFormatter.ISO_OFFSET_DATE_TIME, DateTimeFormatter.ISO_ZONED_DATE_TIME,
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.nnnnnnnnn Z"));
        TimeFormat format = TimeFormat.of(TimeFormat.ISO);
        for (int i = 0; i < TIMES; i++) {
            Instant instant = instant(-60_000_000_000L, 250_000_000_000L);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * this.random.nextInt(-17 * 60, 17 * 60));
            assertSame(format, formatters.get(i % formatters.size()).format(instant.atZone(offset)), instant);
        }
    }

    @ParameterizedTest
    @CsvSource({ "epoch-seconds, 9", "epoch-millis, 6", "epoch-micros, 3", "epoch-nanos, 0" })
    void readsEpochs(String name, int decimals) {
        TimeFormat format = TimeFormat.of(name);
        for (int i = 0; i < TIMES; i++) {
            Instant instant = instant(-9_000_000_000L, 9_000_000_000L);
            BigDecimal nanos = BigDecimal.valueOf(instant.getEpochSecond())
                .scaleByPowerOfTen(9)
                .add(BigDecimal.valueOf(instant.getNano()));
            BigDecimal number = nanos.scaleByPowerOfTen(-decimals).stripTrailingZeros();
            assertSame(format, (i % 2 == 0) ? number.toPlainString() : number.toString(), instant);
        }
    }

    /** What is read without objects is what java.time reads. */
    @ParameterizedTest
    @ValueSource(strings = { "d/M/yyyy H:mm:ss", "yyyyMMddHHmm", "dd.MM.yyyy h:mm a", "H:mm:ss.SS d-M-yyyy" })
    void readsDamagedTextsOnlyAsJavaDoes(String pattern) {
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        NumericPattern numeric = Objects.requireNonNull(NumericPattern.compile(pattern));
        TimeFormat slow = new PatternTime("[" + pattern + "]");
        for (int i = 0; i < 10 * TIMES; i++) {
            byte[] text = formatter.format(instant(0, 4_000_000_000L).atOffset(ZoneOffset.UTC)).getBytes(UTF_8);
            text[this.random.nextInt(text.length)] = (byte) "0123456789/.: aPm-".charAt(this.random.nextInt(18));
            long time = numeric.parse(text, 0, text.length);
            if (time != Rows.NO_EVENT_TIME) {
                assertThat(time).as("seed %d: %s", this.seed, new String(text, UTF_8))
                    .isEqualTo(slow.parse(text, 0, text.length));
            }
        }
    }

    /** Rows in order, through both changes of the clocks, in both directions. */
    @ParameterizedTest
    @ValueSource(strings = { "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Ho_Chi_Minh", "UTC",
            "America/St_Johns", "Africa/Casablanca", "+05:30" })
    void readsLocalTimesOfAYear(String name) {
        ZoneId zone = ZoneId.of(name);
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern(TimeFormat.DEFAULT);
        for (int step : new int[] { 7, 60, 600, 1800, 3600 }) {
            List<Instant> instants = new ArrayList<>();
            Instant start = Instant.ofEpochSecond(1_700_000_000L / step * step);
            for (int hour = 0; hour < 366 * 24; hour++) {
                instants.add(start.plusSeconds(3600L * hour / step * step));
            }
            addAround(zone, step, start, instants);
            for (boolean newestFirst : new boolean[] { false, true }) {
                List<Instant> ordered = instants.stream().sorted().distinct().toList();
                RowTimes times = new RowTimes(TimeFormat.DEFAULT, zone, newestFirst, null);
                for (int i = 0; i < ordered.size(); i++) {
                    Instant instant = ordered.get(newestFirst ? ordered.size() - 1 - i : i);
                    byte[] text = formatter.format(instant.atZone(zone)).getBytes(UTF_8);
                    TimeText cell = new TimeText();
                    cell.set(text, 0, text.length);
                    times.read(i, cell, null);
                    assertThat(Instant.ofEpochMilli(times.time())).as("step %d, newest first %s", step, newestFirst)
                        .isEqualTo(instant);
                }
            }
        }
    }

    /** Adds the instants of some hours around the changes of the clocks. */
    private static void addAround(ZoneId zone, int step, Instant start, List<Instant> instants) {
        ZoneOffsetTransition transition = zone.getRules().nextTransition(start);
        while (transition != null && transition.getInstant().isBefore(start.plusSeconds(360 * 86_400))) {
            long first = transition.getInstant().getEpochSecond() / step * step - 7200 / step * step;
            for (long at = first; at < first + 4 * 3600; at += step) {
                instants.add(Instant.ofEpochSecond(at));
            }
            transition = zone.getRules().nextTransition(transition.getInstant());
        }
    }

    private Instant instant(long from, long to) {
        return Instant.ofEpochSecond(this.random.nextLong(from, to), this.random.nextInt(1_000_000_000));
    }

    private void assertSame(TimeFormat format, String text, Instant instant) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        assertThat(format.parse(bytes, 1, bytes.length - 1)).as("seed %d: %s", this.seed, text)
            .isEqualTo(instant.toEpochMilli());
    }

}

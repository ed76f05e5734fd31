package io.sensorstreams.producer.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.sensorstreams.fuzz.Input;
import io.sensorstreams.fuzz.Verify;
import io.sensorstreams.producer.range.EventTimes;
import io.sensorstreams.producer.row.Rows;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads times of any format in any text, and finds the format of any texts. What is a
 * time is the one that java.time or a decimal number gives. A format that is found reads
 * one of the texts. A pattern that is accepted reads no other time than it wrote.
 */
public final class TimesFuzz {

    private static final int MOST = 32 * 1024;

    private static final List<String> PATTERNS = List.of("dd/MM/yyyy HH:mm", "d.M.yyyy H:mm:ss", "MM/dd/yyyy h:mm a",
            "yyyyMMddHHmmss", "uuuu-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss.SSS", "d MMM yyyy H:mm", "yyyy-MM-dd HH:mmXXX",
            "dd.MM.yy HH:mm[:ss]", "yyyyMMdd", "yyyy/MM/dd HH:mm:ss z");

    private static final List<ZoneId> ZONES = List.of(ZoneId.of("Europe/Oslo"), ZoneId.of("America/New_York"),
            ZoneId.of("Australia/Lord_Howe"), ZoneOffset.ofHours(7), ZoneId.of("Pacific/Apia"));

    private TimesFuzz() {
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        switch (input.choice(6)) {
            case 0 -> known(input);
            case 1 -> pattern(input);
            case 2 -> detect(input);
            case 3 -> local(input);
            case 4 -> range(input);
            default -> anyPattern(input);
        }
    }

    private static long parse(TimeFormat format, byte[] text) {
        byte[] padded = new byte[text.length + 4];
        System.arraycopy(text, 0, padded, 2, text.length);
        long time = format.parse(text, 0, text.length);
        boolean instant = format.isInstant();
        Verify.equal(format.parse(padded, 2, text.length + 2), time, "the same time at another index");
        Verify.equal(format.isInstant(), instant, "the same kind at another index");
        return time;
    }

    /** Formats with a name, and the default. */
    private static void known(Input input) {
        String name = input.oneOf(TimeFormat.DEFAULT, TimeFormat.ISO, TimeFormat.EPOCH_SECONDS, TimeFormat.EPOCH_MILLIS,
                TimeFormat.EPOCH_MICROS, TimeFormat.EPOCH_NANOS);
        byte[] bytes = input.longRest(MOST);
        TimeFormat format = TimeFormat.of(name);
        long time = parse(format, bytes);
        String text = new String(bytes, UTF_8);
        switch (name) {
            case TimeFormat.DEFAULT -> dayFirst(text, time);
            case TimeFormat.ISO -> iso(text, time, format.isInstant());
            case TimeFormat.EPOCH_SECONDS -> number(text, time, 3);
            case TimeFormat.EPOCH_MILLIS -> number(text, time, 0);
            case TimeFormat.EPOCH_MICROS -> number(text, time, -3);
            default -> number(text, time, -6);
        }
        if (time != Rows.NO_EVENT_TIME) {
            format.print(time, ZoneOffset.UTC);
        }
    }

    private static void dayFirst(String text, long time) {
        Optional<LocalDateTime> java = local(formatter("dd/MM/yyyy HH:mm:ss"), text);
        if (java.isPresent()) {
            Verify.equal(time, millis(java.get()), "time '" + text + "'");
        }
        else if (time != Rows.NO_EVENT_TIME) {
            Verify.that(text.endsWith(" 24:00:00"), () -> "'" + text + "' is no time, but was read as " + time);
            LocalDateTime day = local(formatter("dd/MM/yyyy HH:mm:ss"), text.replace(" 24:", " 00:")).orElseThrow();
            Verify.equal(time, millis(day.plusDays(1)), "time '" + text + "'");
        }
    }

    private static void iso(String text, long time, boolean instant) {
        try {
            OffsetDateTime java = OffsetDateTime.parse(text);
            if (java.getYear() > 0 && java.getYear() < 10_000) {
                Verify.equal(time, java.toInstant().toEpochMilli(), "time '" + text + "'");
                Verify.that(instant, () -> "'" + text + "' is no instant");
            }
            return;
        }
        catch (DateTimeException e) {
            // Perhaps it has no offset.
        }
        try {
            LocalDateTime java = LocalDateTime.parse(text);
            if (java.getYear() > 0 && java.getYear() < 10_000) {
                Verify.equal(time, millis(java), "time '" + text + "'");
                Verify.that(!instant, () -> "'" + text + "' is an instant");
            }
        }
        catch (DateTimeException e) {
            Verify.that(time == Rows.NO_EVENT_TIME || text.length() >= 10, () -> "'" + text + "' was read as " + time);
        }
    }

    private static void number(String text, long time, int power) {
        if (text.length() > 60 || !text.matches("[+-]?[0-9]+([.,][0-9]+)?")) {
            return;
        }
        BigDecimal millis = new BigDecimal(text.replace(',', '.')).scaleByPowerOfTen(power)
            .setScale(0, RoundingMode.FLOOR);
        boolean fits = millis.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        Verify.equal(time, fits ? millis.longValueExact() : Rows.NO_EVENT_TIME, "number '" + text + "'");
    }

    /** Usual patterns. */
    private static void pattern(Input input) {
        String pattern = PATTERNS.get(input.choice(PATTERNS.size()));
        compare(pattern, input.longRest(MOST));
    }

    private static void compare(String pattern, byte[] bytes) {
        String text = new String(bytes, UTF_8);
        long time = parse(TimeFormat.of(pattern), bytes);
        Optional<Long> java = java(pattern, text);
        if (java.isPresent()) {
            Verify.equal(time, java.get(), "time '" + text + "' of the pattern " + pattern);
        }
        else if (time != Rows.NO_EVENT_TIME) {
            int last = text.lastIndexOf("24");
            Verify.that(last >= 0, () -> "'" + text + "' is no time of " + pattern + ", but was read as " + time);
            long start = java(pattern, text.substring(0, last) + "00" + text.substring(last + 2))
                .orElseThrow(() -> new AssertionError("'" + text + "' of " + pattern + " was read as " + time));
            Verify.equal(time, start + 86_400_000, "end of the day '" + text + "' of " + pattern);
        }
    }

    /** Empty when the text is no time of the pattern. */
    private static Optional<Long> java(String pattern, String text) {
        try {
            TemporalAccessor time = formatter(pattern).parse(text);
            if (time.isSupported(ChronoField.INSTANT_SECONDS)) {
                return Optional.of(Instant.from(time).toEpochMilli());
            }
        }
        catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
        return local(formatter(pattern), text).map(TimesFuzz::millis);
    }

    private static DateTimeFormatter formatter(String pattern) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
        if (pattern.contains("y")) {
            builder.parseDefaulting(ChronoField.ERA, 1);
        }
        if (!pattern.contains("H") && !pattern.contains("h")) {
            builder.parseDefaulting(ChronoField.NANO_OF_DAY, 0);
        }
        return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    private static Optional<LocalDateTime> local(DateTimeFormatter formatter, String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, formatter));
        }
        catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static long millis(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /** One text on each line. */
    private static void detect(Input input) {
        Input lines = new Input(input.longRest(8 * 1024));
        TimeSamples samples = new TimeSamples();
        TimeText text = new TimeText();
        while (!lines.isOver()) {
            byte[] line = lines.lineBytes();
            text.set(line, 0, line.length);
            samples.add(text, null);
        }
        FoundFormat found = TimeDetector.find(samples);
        if (found.format() == null) {
            Verify.equal(found.others(), List.of(), "other formats");
            return;
        }
        int readable = samples.readable(found.format());
        Verify.that(readable > 0, () -> found + " reads no text");
        Verify.equal(TimeFormat.fault(found.format()), Optional.empty(), "fault of the found format " + found.format());
        found.others()
            .forEach((other) -> Verify.equal(samples.readable(other), readable, "texts that " + other + " reads"));
        samples.isNewestFirst(found.format(), ZONES.get(0));
    }

    /** Wall clock times in a zone, one on each line, in hours since 1970. */
    private static void local(Input input) {
        ZoneId zone = ZONES.get(input.choice(ZONES.size()));
        boolean newestFirst = input.flag();
        LocalTimes times = new LocalTimes(zone, newestFirst, Rows.NO_EVENT_TIME);
        while (!input.isOver()) {
            String line = input.line();
            if (!line.matches("-?[0-9]{1,9}")) {
                continue;
            }
            long local = Long.parseLong(line) * 900_000L;
            byte[] station = new byte[] { (byte) (line.length() % 2) };
            long instant = times.toInstant(local, station);
            LocalDateTime wall = LocalDateTime.ofEpochSecond(Math.floorDiv(local, 1000L), 0, ZoneOffset.UTC);
            List<ZoneOffset> valid = zone.getRules().getValidOffsets(wall);
            boolean one = valid.isEmpty() ? instant == ZonedDateTime.of(wall, zone).toInstant().toEpochMilli()
                    : valid.stream().anyMatch((offset) -> instant == local - 1000L * offset.getTotalSeconds());
            Verify.that(one, () -> wall + " in " + zone + " was read as " + Instant.ofEpochMilli(instant));
        }
    }

    /** Instants of requests. */
    private static void range(Input input) {
        ZoneId zone = input.flag() ? ZONES.get(0) : null;
        String text = input.longText(MOST);
        try {
            long millis = EventTimes.millis(text, zone);
            long iso = parse(TimeFormat.of(TimeFormat.ISO), text.strip().getBytes(UTF_8));
            boolean same = zone == null && iso != Rows.NO_EVENT_TIME;
            Verify.that(!same || iso == millis, () -> "'" + text + "' is " + millis + " and " + iso);
            int year = Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC).getYear();
            Verify.that(year >= 0 && year <= 10_000, () -> "'" + text + "' is in the year " + year);
        }
        catch (DateTimeException e) {
            Verify.message(e, 2 * MOST);
        }
    }

    /** The pattern on the first line is one of a user. */
    private static void anyPattern(Input input) {
        Input text = new Input(input.longRest(MOST));
        String pattern = text.line();
        Optional<String> fault = TimeFormat.fault(pattern);
        if (fault.isPresent()) {
            Verify.that(!fault.get().isBlank(), () -> "no reason");
            return;
        }
        if (pattern.equals(TimeFormat.AUTO)) {
            return;
        }
        TimeFormat format = TimeFormat.of(pattern);
        byte[] rest = text.rest();
        parse(format, rest);
        // A time of the years 2000 to 2099.
        long time = 946_684_800_000L
                + Math.floorMod(java.util.Arrays.hashCode(rest) * 2_654_435_761L, 3_155_760_000L) * 1000L;
        String printed = format.print(time, ZoneOffset.UTC);
        byte[] bytes = printed.getBytes(UTF_8);
        long read = parse(format, bytes);
        Verify.that(read == Rows.NO_EVENT_TIME || (read <= time && time - read < 86_400_000L),
                () -> pattern + " writes " + Instant.ofEpochMilli(time) + " as '" + printed + "' and reads "
                        + Instant.ofEpochMilli(read));
    }

}

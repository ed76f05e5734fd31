package io.sensorstreams.producer.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sensorstreams.producer.row.Rows;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Parses any pattern, in any case of letters. A date that does not exist, such as 30
 * February, is no time. {@code 24:00} is the end of the day. Creates objects for each
 * time, unless the pattern is a {@link NumericPattern}.
 */
final class PatternTime implements TimeFormat {

    private static final Pattern END_OF_DAY = Pattern.compile("24(?=[:.]?00([:.]?00)?\\b)");

    private static final long MILLIS_PER_DAY = 86_400_000;

    /** Longer texts are no times: they would take very long, or too much stack. */
    private static final int MAX_TEXT = 500;

    private final @Nullable NumericPattern numeric;

    private final DateTimeFormatter formatter;

    private final DateTimeFormatter printer;

    private boolean instant;

    /** Throws an {@link IllegalArgumentException} when the pattern is invalid. */
    PatternTime(String pattern) {
        DateTimeFormatterBuilder builder = TimeFormat.builder(pattern);
        this.numeric = NumericPattern.compile(pattern);
        String letters = letters(pattern);
        if (letters.contains("y") && !letters.contains("G")) {
            builder.parseDefaulting(ChronoField.ERA, 1);
        }
        this.formatter = builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
        this.printer = TimeFormat.formatter(printed(pattern));
    }

    PatternTime(DateTimeFormatter formatter) {
        this.numeric = null;
        this.formatter = formatter;
        this.printer = formatter;
    }

    /** The pattern without quoted text. */
    static String letters(String pattern) {
        return pattern.replaceAll("'[^']*'", "");
    }

    /**
     * The pattern as times are written: without the optional sections that would write a
     * field again.
     */
    static String printed(String pattern) {
        StringBuilder printed = new StringBuilder();
        Deque<Integer> sections = new ArrayDeque<>();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            if (!quoted && c == '[') {
                sections.push(printed.length());
            }
            printed.append(c);
            if (!quoted && c == ']' && !sections.isEmpty()) {
                int section = sections.pop();
                if (repeats(letters(printed.substring(0, section)), letters(printed.substring(section)))) {
                    printed.setLength(section);
                }
            }
        }
        return printed.toString();
    }

    private static boolean repeats(String before, String section) {
        return section.chars().anyMatch((c) -> Character.isLetter(c) && before.indexOf(c) >= 0);
    }

    @Override
    public long parse(byte[] text, int from, int to) {
        this.instant = false;
        if (this.numeric != null) {
            long time = this.numeric.parse(text, from, to);
            if (time != Rows.NO_EVENT_TIME) {
                return time;
            }
        }
        return (to - from <= MAX_TEXT) ? parse(new String(text, from, to - from, UTF_8)) : Rows.NO_EVENT_TIME;
    }

    private long parse(String text) {
        long time = parseOnce(text);
        return (time != Rows.NO_EVENT_TIME) ? time : endOfDay(text);
    }

    private long parseOnce(String text) {
        try {
            return millis(this.formatter.parse(text));
        }
        catch (DateTimeException | ArithmeticException e) {
            return Rows.NO_EVENT_TIME;
        }
    }

    /** Tries each {@code 24} that may be the hour; a year may look the same. */
    private long endOfDay(String text) {
        Matcher hour = END_OF_DAY.matcher(text);
        while (hour.find()) {
            long time = parseOnce(text.substring(0, hour.start()) + "00" + text.substring(hour.end()));
            if (time != Rows.NO_EVENT_TIME && (this.instant || time % MILLIS_PER_DAY == 0)) {
                return time + MILLIS_PER_DAY;
            }
        }
        return Rows.NO_EVENT_TIME;
    }

    private long millis(TemporalAccessor time) {
        if (time.isSupported(ChronoField.INSTANT_SECONDS)) {
            this.instant = true;
            return Instant.from(time).toEpochMilli();
        }
        LocalDate date = time.query(TemporalQueries.localDate());
        LocalTime clock = time.query(TemporalQueries.localTime());
        if (date == null || (clock == null && hasPartOfClock(time))) {
            return Rows.NO_EVENT_TIME;
        }
        return date.atTime((clock != null) ? clock : LocalTime.MIDNIGHT).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /** Whether there are fields of a time that make none, such as minutes only. */
    private static boolean hasPartOfClock(TemporalAccessor time) {
        return Arrays.stream(ChronoField.values()).anyMatch((field) -> field.isTimeBased() && time.isSupported(field));
    }

    /** Whether a text has a complete date. */
    boolean hasDate(String text) {
        try {
            return this.formatter.parse(text).query(TemporalQueries.localDate()) != null;
        }
        catch (DateTimeException e) {
            return false;
        }
    }

    @Override
    public boolean isInstant() {
        return this.instant;
    }

    @Override
    public String print(long millis, ZoneId zone) {
        Instant time = Instant.ofEpochMilli(millis);
        try {
            return this.printer.format(time.atZone(zone));
        }
        catch (DateTimeException e) {
            return time.toString();
        }
    }

}

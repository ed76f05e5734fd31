package io.sensorstreams.producer.range;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Reads instants that users compare with the event times of rows.
 */
public final class EventTimes {

    private static final int LAST_YEAR = 9999;

    /** ISO-8601, with {@code T} or a blank before the time of day. */
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder().parseCaseInsensitive()
        .append(DateTimeFormatter.ISO_LOCAL_DATE)
        .optionalStart()
        .appendLiteral('T')
        .append(DateTimeFormatter.ISO_LOCAL_TIME)
        .optionalStart()
        .appendOffsetId()
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT)
        .withChronology(IsoChronology.INSTANCE);

    private EventTimes() {
    }

    /**
     * Returns the milliseconds of a date, a date with a time of day, or an instant with
     * an offset.
     * @param zone zone of a text without an offset; null to count it as UTC, as the event
     * times of rows are counted
     * @throws DateTimeException when the text is none of these
     */
    public static long millis(String text, @Nullable ZoneId zone) {
        TemporalAccessor time = FORMAT.parseBest(text.strip().replace(' ', 'T'), OffsetDateTime::from,
                LocalDateTime::from, LocalDate::from);
        if (time instanceof OffsetDateTime instant) {
            return checked(instant.toLocalDateTime()).atOffset(instant.getOffset()).toInstant().toEpochMilli();
        }
        LocalDateTime local = checked((time instanceof LocalDate date) ? date.atStartOfDay() : (LocalDateTime) time);
        return local.atZone((zone != null) ? zone : ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    private static LocalDateTime checked(LocalDateTime time) {
        if (time.getYear() < 1 || time.getYear() > LAST_YEAR) {
            throw new DateTimeException("The year " + time.getYear() + " is not in 1 to " + LAST_YEAR);
        }
        return time;
    }

}

package io.sensorstreams.producer.range;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.OptionalLong;

import io.sensorstreams.producer.csv.CsvOptions;
import io.sensorstreams.producer.csv.CsvRows;
import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.row.TimeUse;
import org.jspecify.annotations.Nullable;

/**
 * Opens the rows of a file that lie in a range of event times. Of a large uncompressed
 * file whose rows are in the order of time, it reads only the part with the range.
 */
public final class FileRange {

    /** Smaller files are read from their start. */
    private static final long SMALL = 1 << 20;

    /** Longer than clocks ever show the same times twice. */
    private static final Duration CHANGE = Duration.ofHours(6);

    private FileRange() {
    }

    /**
     * Opens the rows after a position.
     * @param range must begin where it began when the position was reached
     * @param zone zone of the times; null when they count as UTC
     */
    public static Rows open(CsvText text, CsvOptions options, Position from, EventRange range, @Nullable ZoneId zone)
            throws IOException {
        if (range.equals(EventRange.ALL)) {
            return CsvRows.open(text, options, from);
        }
        Optional<Part> part = (text.isPlain() && isPlain(range, zone)) ? part(text, options, range) : Optional.empty();
        long end = part.map(Part::end).orElse(Long.MAX_VALUE);
        if (from.row() == 0 && from.bytes() == 0 && part.isPresent()) {
            return RangeRows.only(CsvRows.open(text, options, part.get().beginning()), range, Position.BEGINNING, end);
        }
        return RangeRows.only(CsvRows.open(text, options, from), range, from, end);
    }

    /**
     * Opens the rows in the same way.
     * @throws SourceException when it is known that the rows have no times
     */
    public static Rows openTimed(CsvText text, CsvOptions options, Position from, EventRange range,
            @Nullable ZoneId zone) throws IOException {
        Rows rows = open(text, options, from, range, zone);
        try {
            rows.checkTimes(TimeUse.RANGE);
            return rows;
        }
        catch (SourceException e) {
            rows.close();
            throw e;
        }
    }

    /**
     * Whether the bounds are far from each change of the clocks in the zone. There, the
     * time of a row may depend on the rows before.
     */
    private static boolean isPlain(EventRange range, @Nullable ZoneId zone) {
        return zone == null || (isFar(range.from(), zone) && isFar(range.to(), zone));
    }

    private static boolean isFar(long bound, ZoneId zone) {
        if (bound == Long.MIN_VALUE || bound == Long.MAX_VALUE) {
            return true;
        }
        ZoneRules rules = zone.getRules();
        Instant instant = Instant.ofEpochMilli(bound);
        return rules.getOffset(instant.minus(CHANGE)).equals(rules.getOffset(instant.plus(CHANGE)));
    }

    /**
     * Part of a file, in the direction of reading.
     *
     * @param beginning where the rows of the range begin
     * @param end bytes after which rows outside of the range follow
     */
    private record Part(Position beginning, long end) {

    }

    /** Empty when the file is small or not in order. */
    private static Optional<Part> part(CsvText text, CsvOptions options, EventRange range) throws IOException {
        TimeSearch search = new TimeSearch(text, options.inOrder(false));
        if (search.size() < SMALL) {
            return Optional.empty();
        }
        Boolean ascending = search.isAscending().orElse(null);
        if (ascending == null) {
            return Optional.empty();
        }
        OptionalLong first = search.find((time) -> ascending ? time >= range.from() : time < range.to());
        OptionalLong after = search.find((time) -> ascending ? time >= range.to() : time < range.from());
        if (first.isEmpty() || after.isEmpty() || !search.isMonotone(ascending)) {
            return Optional.empty();
        }
        boolean reversed = options.reversed();
        long begin = reversed ? search.size() - after.getAsLong() : first.getAsLong();
        long end = reversed ? search.size() - first.getAsLong() : after.getAsLong();
        // Rows without a time before the first one with a time may belong to the range.
        boolean open = range.isOpenAtStart(reversed == ascending);
        return Optional.of(new Part(open ? Position.BEGINNING : search.at(begin), end));
    }

}

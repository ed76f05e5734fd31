package io.sensorstreams.producer.range;

import java.io.IOException;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongPredicate;

import io.sensorstreams.producer.csv.CsvOptions;
import io.sensorstreams.producer.csv.CsvRows;
import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.csv.RawRows;
import io.sensorstreams.producer.object.FileBytes;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.Rows.Step;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows by their event times in an uncompressed file whose rows are in the order of
 * time, by a binary search. Looks at many places all over the file first: their times
 * must ascend, or descend. Reads a few rows at each place, and many near the result. A
 * place in a file is the start of a line; inside of a quoted cell such a line is no row,
 * so that several valid rows must follow. Finds nothing where the rows that were read are
 * not in order. Not thread-safe.
 */
final class TimeSearch {

    /** Bytes that are read row by row at the end of the search. */
    private static final long NEAR = 256 * 1024;

    /** Valid rows that must follow a line for it to be one. */
    private static final int TRUSTED = 16;

    /** Lines that are tried as the start of a row at one place. */
    private static final int TRIES = 64;

    /** Rows after the result that must be in order. */
    private static final int VERIFIED = 1_000;

    /** Places all over the file whose times are compared, one in each equal part. */
    private static final int PLACES = 256;

    /**
     * Moves the places in their parts, so that they do not all lie at the same time of
     * blocks that are as long as a part.
     */
    private static final double SHIFT = 0.618_033_988_75;

    private static final int BLOCK = 16 * 1024;

    private final CsvText text;

    /** The file, with what is known of its times. */
    private final CsvRows base;

    private final FileIdentity file;

    private final long size;

    /** Offset of the first row. */
    private final long first;

    /** Times of the rows that were read, by the offsets of the rows. */
    private final NavigableMap<Long, Long> seen = new TreeMap<>();

    /** Those of one row at each place, without the many near a result. */
    private final NavigableMap<Long, Long> places = new TreeMap<>();

    /** A row and its event time. */
    private record Found(long offset, long time) {

    }

    /** The options read the file from its start. */
    TimeSearch(CsvText text, CsvOptions options) throws IOException {
        this.text = text;
        try (CsvRows rows = CsvRows.open(text, options, Position.BEGINNING)) {
            this.base = rows;
            this.file = rows.identity(Position.BEGINNING);
        }
        this.first = this.file.bytes();
        this.size = this.file.size();
    }

    long size() {
        return this.size;
    }

    /** The beginning of the rows at a number of bytes from where reading starts. */
    Position at(long bytes) {
        return new Position(0, bytes, this.file.startingAt(bytes));
    }

    /**
     * Whether the times all over the file ascend, true, or descend, false; empty when
     * neither is known.
     */
    Optional<Boolean> isAscending() throws IOException {
        Found start = probe(this.first);
        Found end = null;
        for (long back = NEAR; end == null && this.size - back > this.first && back <= RawRows.MAX_ROW; back *= 2) {
            end = probe(this.size - back);
        }
        if (start == null || end == null || !readPlaces()) {
            return Optional.empty();
        }
        boolean ascending = end.time() >= start.time();
        return isMonotone(ascending) ? Optional.of(ascending) : Optional.empty();
    }

    /**
     * Reads the times all over the file.
     * @return false when some are not known for sure, except near the end
     */
    private boolean readPlaces() throws IOException {
        long reached = this.first;
        for (int i = 0; i < PLACES; i++) {
            double part = (i + (i * SHIFT) % 1) / PLACES;
            long offset = this.first + (long) ((this.size - this.first) * part);
            // Up to a row that was found, there is no other one.
            if (offset > reached) {
                Found found = probe(offset);
                if (found == null && this.size - offset > NEAR) {
                    return false;
                }
                reached = (found != null) ? found.offset() : reached;
            }
        }
        return true;
    }

    /** Whether the times of all places that were read until now go in one direction. */
    boolean isMonotone(boolean ascending) {
        Long before = null;
        for (Long time : this.places.values()) {
            if (before != null && (ascending ? time < before : time > before)) {
                return false;
            }
            before = time;
        }
        return true;
    }

    /**
     * Returns the offset of the first row whose time is accepted, or the size of the file
     * when none is.
     * @param accepted accepts all times after the first one that it accepts
     * @return empty when the rows are not in order, or cannot be told from quoted text
     */
    OptionalLong find(LongPredicate accepted) throws IOException {
        long low = this.first;
        long high = this.size;
        while (high - low > NEAR) {
            long middle = low + (high - low) / 2;
            Found found = probe(middle);
            if (found == null) {
                return OptionalLong.empty();
            }
            if (found.offset() >= high || accepted.test(found.time())) {
                high = middle;
            }
            else {
                low = found.offset();
            }
        }
        return scan(low, accepted);
    }

    /**
     * The first row with a time at or after an offset; null when there is none for sure.
     */
    private @Nullable Found probe(long offset) throws IOException {
        long at = (offset <= this.first) ? this.first : lineAfter(offset);
        for (int tries = 0; tries < TRIES && at >= 0 && at < this.size; tries++) {
            Found found = tryAt(at);
            if (found != null) {
                this.seen.put(found.offset(), found.time());
                this.places.put(found.offset(), found.time());
                return found;
            }
            at = lineAfter(at + 1);
        }
        return null;
    }

    /** The first row with a time at a line, if several valid rows follow. */
    private @Nullable Found tryAt(long line) throws IOException {
        Found found = null;
        try (CsvRows rows = open(line)) {
            long before = line;
            for (int count = 0; count < TRUSTED; count++) {
                Step step = rows.next();
                if (step == Step.END) {
                    return found;
                }
                if (step != Step.ROW) {
                    return null;
                }
                long time = rows.eventTimeMillis();
                if (found == null && time != Rows.NO_EVENT_TIME) {
                    found = new Found(before, time);
                }
                before = rows.position().bytes();
            }
        }
        return found;
    }

    private OptionalLong scan(long from, LongPredicate accepted) throws IOException {
        long begin = Math.max(this.first, from - NEAR);
        Found start = (begin == this.first) ? new Found(begin, 0) : probe(begin);
        if (start == null || start.offset() > from) {
            start = new Found(from, 0);
        }
        long result = -1;
        try (CsvRows rows = open(start.offset())) {
            long before = start.offset();
            int after = 0;
            while (after < VERIFIED) {
                Step step = rows.next();
                if (step == Step.END) {
                    break;
                }
                long time = (step == Step.ROW) ? rows.eventTimeMillis() : Rows.NO_EVENT_TIME;
                if (time != Rows.NO_EVENT_TIME) {
                    this.seen.put(before, time);
                    boolean reached = accepted.test(time);
                    if (result >= 0 && !reached) {
                        return OptionalLong.empty();
                    }
                    if (reached && result < 0) {
                        result = before;
                        this.places.put(before, time);
                    }
                }
                after += (result >= 0) ? 1 : 0;
                before = rows.position().bytes();
            }
        }
        return isInOrder(accepted) ? OptionalLong.of((result >= 0) ? result : this.size) : OptionalLong.empty();
    }

    /** Whether no row that was read is accepted before one that is not. */
    private boolean isInOrder(LongPredicate accepted) {
        boolean reached = false;
        for (long time : this.seen.values()) {
            if (reached && !accepted.test(time)) {
                return false;
            }
            reached |= accepted.test(time);
        }
        return true;
    }

    private CsvRows open(long line) throws IOException {
        return this.base.at(at(line));
    }

    /** Offset after the first line end at or after an offset; -1 when there is none. */
    private long lineAfter(long offset) throws IOException {
        byte[] block = new byte[BLOCK];
        try (FileBytes in = FileBytes.open(this.text.path())) {
            long at = offset - 1;
            in.seek(at);
            while (at < offset + RawRows.MAX_ROW) {
                int count = in.read(block, 0, BLOCK);
                if (count < 0) {
                    return -1;
                }
                for (int i = 0; i < count; i++) {
                    if (block[i] == '\n') {
                        return at + i + 1;
                    }
                }
                at += count;
            }
        }
        return -1;
    }

}

package io.sensorstreams.producer.csv;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sensorstreams.producer.cells.Cells;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.row.TimeUse;
import io.sensorstreams.producer.time.FoundFormat;
import io.sensorstreams.producer.time.RowTimes;
import io.sensorstreams.producer.time.TimeDetector;
import io.sensorstreams.producer.time.TimeOptions;
import io.sensorstreams.producer.time.TimeSamples;
import io.sensorstreams.producer.time.TimeText;
import org.jspecify.annotations.Nullable;

/**
 * What the first rows of a CSV text tell of its times: their format, their order, and
 * whether there are any. The rows are the first ones in the order of reading, or those at
 * the start of the text when its end is far away.
 *
 * @param format format of the times; null when none was found
 * @param alternatives other formats that fit as well, as sentences
 * @param newestFirst whether the times run backwards in the order of reading
 * @param fault why no row has an event time, a format with {@link TimeUse#needs} and
 * {@link TimeUse#remedy}; null when one has, or it is not known
 */
record FileTimes(@Nullable String format, List<String> alternatives, boolean newestFirst, @Nullable String fault) {

    /** Without any event time. */
    static final FileTimes NONE = new FileTimes(null, List.of(), false, null);

    private static final String ALSO = "timeFormat also fits ";

    /** Rows that are read, without rejected ones. */
    private static final int ROWS = 1_000;

    /** Rows that are read while all have the same time. */
    private static final int SAME_ROWS = 1_000_000;

    /** Most bytes of text that are read. */
    private static final long MAX_TEXT = 64 << 20;

    /** Most bytes of a file that is read from its start to find its last rows. */
    private static final long NEAR = 16 << 20;

    /** Most slices of text without a row, each of several megabytes. */
    private static final int MAX_SLICES = 8;

    /** Most characters of a cell that a message shows. */
    private static final int LONGEST_SHOWN = 60;

    /**
     * Looks at a text.
     * @param from position where reading begins, with the format that was found before
     */
    static FileTimes of(CsvText text, CsvOptions options, Position from) {
        FileTimes found = look(text, options, from);
        return wereReadable(from) ? new FileTimes(found.format, found.alternatives, found.newestFirst, null) : found;
    }

    /** Where rows with times were sent before, the rest is sent as well. */
    private static boolean wereReadable(Position from) {
        FileFormat stored = (from.seen() != null) ? from.seen().format() : null;
        return from.row() > 0 && from.bytes() > 0 && (stored == null || stored.timeFormat() != null);
    }

    private static FileTimes look(CsvText text, CsvOptions options, Position from) {
        TimeOptions times = options.times();
        boolean bothEnds = isEndNear(text);
        boolean far = options.reversed() && !bothEnds;
        Look look = Look.at(text, options.inOrder(options.reversed() && !far));
        FileFormat stored = (from.seen() != null) ? from.seen().format() : null;
        if (!times.isAuto()) {
            return of(text, options, look, new FileTimes(times.format(), List.of(), far, null));
        }
        if (stored != null && stored.timeFormat() != null && look.mayHave(stored.timeFormat())) {
            List<String> others = stored.alternatives().stream().filter((other) -> other.startsWith(ALSO)).toList();
            return of(text, options, look, new FileTimes(stored.timeFormat(), others, far, null));
        }
        FoundFormat found = TimeDetector.find(look.samples);
        if (!found.others().isEmpty() && bothEnds) {
            // Rows at the other end may decide.
            Look end = Look.at(text, options.inOrder(!options.reversed()));
            found = TimeDetector.find(look.samples.with(end.samples));
        }
        List<String> others = found.others().stream().map((other) -> ALSO + "'" + other + "'").toList();
        return of(text, options, look, new FileTimes(found.format(), others, far, null));
    }

    /** Whether the last rows can be read without reading much before. */
    private static boolean isEndNear(CsvText text) {
        return text.isPlain() && (text.dialect().hasPairedQuotes() || text.bytes() <= NEAR);
    }

    /**
     * Finds out the rest; {@code newestFirst} is whether the look was at the other end.
     */
    private static FileTimes of(CsvText text, CsvOptions options, Look look, FileTimes found) {
        String format = found.format;
        boolean far = found.newestFirst;
        boolean readable = false;
        boolean newestFirst = false;
        if (format != null && look.samples.readable(format) > 0) {
            readable = true;
            newestFirst = look.samples.with(look.later).isNewestFirst(format, options.times().zone()) != far;
        }
        String fault = (readable || look.cut || far || look.rows == 0) ? null
                : look.fault(text.name(), options, format);
        return new FileTimes(format, found.alternatives, newestFirst, fault);
    }

    static String noCell(int column, String name) {
        return (column < 0) ? "there is no column '" + name + "'" : "column '" + name + "' has no value";
    }

    /** How a text is read, with its times. */
    FileFormat in(FileFormat text) {
        Stream<String> others = text.alternatives().stream().filter((other) -> !other.startsWith(ALSO));
        return new FileFormat(text.dialect(), this.format, Stream.concat(others, this.alternatives.stream()).toList());
    }

    /** Throws an exception when no row has a readable time. */
    void check(TimeUse use) throws SourceException {
        if (this.fault != null) {
            throw new SourceException(this.fault.formatted(use.needs(), use.remedy()));
        }
    }

    /** Why a text is not a time. */
    private static String fault(TimeText text, List<String> columns, @Nullable String format) {
        String names = columns.stream().map((name) -> "'" + name + "'").collect(Collectors.joining(", "));
        return "'" + text.toString(LONGEST_SHOWN) + "' in column" + ((columns.size() == 1) ? " " : "s ") + names
                + " is not a time of "
                + ((format != null) ? "the format '" + format + "'" : "a format that auto finds");
    }

    /** The cells of the rows that make their times. Owned by one thread. */
    static final class TimeCells {

        private final List<String> names;

        /** Numbers of the columns; -1 for one that is missing. */
        private final int[] columns;

        private final FileTimes found;

        private final RowTimes times;

        private final TimeText text = new TimeText();

        TimeCells(List<String> header, TimeOptions options, FileTimes found, Position from) {
            this.names = options.columns();
            this.columns = this.names.stream().mapToInt(header::indexOf).toArray();
            this.found = found;
            this.times = new RowTimes(found.format, options.zone(), found.newestFirst, from.seen());
        }

        FileTimes found() {
            return this.found;
        }

        /** See {@link Rows#eventTimeMillis()}; the number is that of the current row. */
        long time(CsvRows rows, long number) {
            if (!this.times.isAt(number)) {
                this.times.read(number, read(rows, this.text) ? this.text : null, rows.station());
            }
            return this.times.time();
        }

        /** See {@link FileIdentity#eventTime()}. */
        @Nullable Long reached(long rows) {
            return this.times.reached(rows);
        }

        /** See {@link CsvRows#readTime}. */
        boolean read(CsvRows rows, TimeText target) {
            Cells cells = rows.cells();
            for (int i = 0; i < this.columns.length; i++) {
                int column = this.columns[i];
                if (!rows.hasCell(column)) {
                    return false;
                }
                target.add(i, cells.bytes(column), cells.start(column), cells.end(column));
            }
            return true;
        }

        /** Why the current row has no time. */
        String fault(CsvRows rows) {
            for (int i = 0; i < this.columns.length; i++) {
                if (!rows.hasCell(this.columns[i])) {
                    return noCell(this.columns[i], this.names.get(i));
                }
            }
            read(rows, this.text);
            return FileTimes.fault(this.text, this.names, this.found.format);
        }

    }

    /** The rows that are looked at. */
    private static final class Look {

        private final TimeSamples samples = new TimeSamples();

        /** The first other time, when the first rows have the same one. */
        private final TimeSamples later = new TimeSamples();

        private final TimeText text = new TimeText();

        private int rows;

        /** Rows with another time than the one before. */
        private int changes;

        /** Whether not all of the first rows were looked at. */
        private boolean cut;

        private long firstLine;

        private boolean firstTimed;

        private String firstFault = "";

        private final TimeText firstText = new TimeText();

        static Look at(CsvText text, CsvOptions options) {
            Look look = new Look();
            try {
                OpenedText opened = OpenedText.open(text, options.reversed(), Position.BEGINNING, Long.MAX_VALUE);
                try (CsvRows rows = new CsvRows(text, options, opened, Position.BEGINNING, NONE)) {
                    look.read(rows);
                }
            }
            catch (IOException e) {
                // The rows before the fault can be sent.
                look.cut = true;
            }
            return look;
        }

        private void read(CsvRows csv) throws IOException {
            int slices = 0;
            Rows.Step step = csv.next();
            while (step != Rows.Step.END && (this.rows < ROWS || (this.changes == 1 && this.rows < SAME_ROWS))) {
                if (slices == MAX_SLICES || csv.position().bytes() > MAX_TEXT) {
                    this.cut = true;
                    return;
                }
                if (step == Rows.Step.ROW) {
                    add(csv);
                }
                slices += (step == Rows.Step.NOT_YET) ? 1 : 0;
                step = csv.next();
            }
        }

        private void add(CsvRows csv) throws IOException {
            boolean timed = csv.readTime(this.text);
            this.rows++;
            if (this.rows == 1) {
                this.firstLine = csv.line(MAX_TEXT).orElse(1);
                this.firstTimed = timed;
                this.firstFault = csv.timeFault();
                this.firstText.copy(this.text);
            }
            boolean changed = timed && !this.samples.isLast(this.text);
            this.changes += changed ? 1 : 0;
            if (timed && this.rows <= ROWS) {
                this.samples.add(this.text, csv.station());
            }
            else if (changed) {
                this.later.add(this.text, csv.station());
            }
        }

        /** Whether a format that was found before may be that of these rows. */
        boolean mayHave(String format) {
            return this.samples.isEmpty() || this.samples.readable(format) > 0;
        }

        String fault(String name, CsvOptions options, @Nullable String format) {
            String reason = this.firstTimed ? FileTimes.fault(this.firstText, options.times().columns(), format)
                    : this.firstFault;
            return name.replace("%", "%%") + ": none of its first " + Math.min(this.rows, ROWS)
                    + " rows has a readable time, which %s; the first in line " + this.firstLine + ": "
                    + reason.replace("%", "%%") + "; correct timeColumn and timeFormat of the source, or %s";
        }

    }

}

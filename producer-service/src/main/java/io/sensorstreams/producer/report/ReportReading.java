package io.sensorstreams.producer.report;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.producer.cells.Cells;
import io.sensorstreams.producer.cells.LocalNumbers;
import io.sensorstreams.producer.csv.CsvRows;
import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.directory.FileFormats;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.time.TimeText;

/**
 * Reads a file once, from its first row to its last, and makes the report. A row is
 * rejected when a stream would reject it. Owned by one thread.
 */
final class ReportReading {

    /** Most columns that are reported. */
    private static final int MAX_COLUMNS = 1_000;

    /** Most characters of the names of these columns together. */
    private static final int MAX_CHARACTERS = 32 * 1024;

    /** Rows between two checks of the time. */
    private static final int CHECKED = 4_096;

    private final String name;

    private final CsvRows rows;

    private final Times times;

    private final TimeText timeText = new TimeText();

    private final ColumnStats[] columns;

    private final long deadline;

    private final Duration limit;

    private long count;

    private long rejected;

    /**
     * Reads a file.
     * @param limit longest time of reading
     * @throws SourceException when the content of the file is invalid
     * @throws SlowReadException when it takes too long
     * @throws InterruptedIOException when the thread was interrupted
     */
    static FileReport of(ReportKey file, Duration limit) throws IOException {
        CsvText text = FileFormats.open(new CsvText(file.name(), file.path(), false), file.options().dialect());
        try (CsvRows rows = CsvRows.open(text, file.options().toCsv(), Position.BEGINNING)) {
            return new ReportReading(file.name(), rows, file.options(), limit).read(file.size());
        }
    }

    private ReportReading(String name, CsvRows rows, ReportOptions options, Duration limit) {
        this.name = name;
        this.rows = rows;
        List<String> header = rows.header();
        this.times = new Times(rows.format().timeFormat(), options.zoneOfTimes());
        this.columns = shown(header).stream().map(ColumnStats::new).toArray(ColumnStats[]::new);
        this.limit = limit;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    private static List<String> shown(List<String> header) {
        List<String> shown = new ArrayList<>();
        int characters = 0;
        for (String column : header) {
            characters += column.length();
            if (shown.size() == MAX_COLUMNS || characters > MAX_CHARACTERS) {
                return shown;
            }
            shown.add(column);
        }
        return shown;
    }

    /**
     * Reads all rows.
     * @param bytes size of the file
     * @throws SlowReadException when it takes too long
     * @throws InterruptedIOException when the thread was interrupted
     */
    private FileReport read(long bytes) throws IOException {
        Rows.Step step = this.rows.next();
        while (step != Rows.Step.END) {
            if (step == Rows.Step.ROW) {
                add();
            }
            else if (step == Rows.Step.REJECTED) {
                this.count++;
                this.rejected++;
            }
            if (this.count % CHECKED == 0 || step == Rows.Step.NOT_YET) {
                check();
            }
            step = this.rows.next();
        }
        return report(bytes);
    }

    private void check() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException();
        }
        if (System.nanoTime() - this.deadline > 0) {
            throw new SlowReadException(
                    this.name + " has more rows than were read in " + this.limit.toMinutes() + " minutes");
        }
    }

    private void add() {
        this.count++;
        Cells cells = this.rows.cells();
        LocalNumbers numbers = this.rows.numbers();
        boolean timed = this.rows.readTime(this.timeText);
        int station = this.times.add(this.count, this.rows.station(),
                timed ? this.rows.eventTimeMillis() : Rows.NO_EVENT_TIME, this.timeText);
        for (int i = 0; i < this.columns.length; i++) {
            if (this.rows.isMissing(i)) {
                this.columns[i].missing();
            }
            else if (numbers == null) {
                this.columns[i].add(cells.bytes(i), cells.start(i), cells.end(i), station);
            }
            else if (numbers.read(cells.bytes(i), cells.start(i), cells.end(i))) {
                this.columns[i].add(numbers.bytes(), 0, numbers.length(), station);
            }
            else {
                this.columns[i].addText();
            }
        }
    }

    private FileReport report(long bytes) {
        List<FileReport.Column> described = new ArrayList<>();
        for (ColumnStats column : this.columns) {
            described.add(column.toColumn());
        }
        return new FileReport(this.name, bytes, this.count, this.rejected, this.times.first(), this.times.last(),
                this.times.order(), this.times.step(), this.times.gapCount(), this.times.gaps(), this.times.repeated(),
                this.times.stations(), this.rows.header().size(), described);
    }

}

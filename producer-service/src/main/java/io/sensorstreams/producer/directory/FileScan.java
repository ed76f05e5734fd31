package io.sensorstreams.producer.directory;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.sensorstreams.producer.csv.CsvHeader;
import io.sensorstreams.producer.csv.CsvSplitter;
import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.csv.ForwardRows;
import io.sensorstreams.producer.csv.RawRows;
import io.sensorstreams.producer.csv.TextInput;
import io.sensorstreams.producer.row.CellText;
import io.sensorstreams.producer.row.SourceException;

/**
 * Result of scanning a CSV text.
 *
 * @param columns names in the header
 * @param rows number of rows after the header; empty when not all of them were read
 * @param firstTime time in the first row
 * @param lastTime time in the last row
 * @param fault why the text cannot be read
 * @param limit why reading stopped before the end
 */
record FileScan(List<String> columns, OptionalLong rows, Optional<String> firstTime, Optional<String> lastTime,
        Optional<String> fault, Optional<String> limit) {

    /** Nothing was read yet. */
    static final FileScan NOTHING = new FileScan(List.of(), OptionalLong.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty());

    private static final String TIME = "Time";

    /** Most characters of a time that are shown. */
    private static final int MAX_TIME = 100;

    /**
     * Reads a text up to a limit.
     * @throws InterruptedIOException when the thread was interrupted
     */
    static FileScan of(CsvText text, TextInput.Limit limit) throws InterruptedIOException {
        try (ForwardRows rows = new ForwardRows(text, limit)) {
            return new Reading(text.name(), rows).toScan();
        }
        catch (InterruptedIOException e) {
            throw e;
        }
        catch (ScanLimit.Reached e) {
            return stopped(NOTHING, text.name(), e);
        }
        catch (IOException e) {
            return failed(text.name(), e);
        }
    }

    /** The result for a text that cannot be read. */
    static FileScan failed(String name, Throwable failure) {
        String reason = (failure instanceof SourceException) ? String.valueOf(failure.getMessage())
                : name + " cannot be read: " + failure.getMessage();
        return new FileScan(List.of(), OptionalLong.empty(), Optional.empty(), Optional.empty(), Optional.of(reason),
                Optional.empty());
    }

    private static FileScan stopped(FileScan before, String name, ScanLimit.Reached reached) {
        return new FileScan(before.columns, OptionalLong.empty(), before.firstTime, Optional.empty(), Optional.empty(),
                Optional.of(name + " has " + reached.getMessage() + ": its rows are not counted"));
    }

    /** Returns the same result with a list of columns that results share. */
    FileScan withColumns(List<String> shared) {
        return new FileScan(shared, this.rows, this.firstTime, this.lastTime, this.fault, this.limit);
    }

    /** Returns the same result without the limit, for a text that is scanned again. */
    FileScan withoutLimit() {
        return new FileScan(this.columns, this.rows, this.firstTime, this.lastTime, this.fault, Optional.empty());
    }

    /** Approximate size in memory in bytes, without the columns. */
    long weight() {
        return 400 + 2L * (this.fault.map(String::length).orElse(0) + this.limit.map(String::length).orElse(0));
    }

    /** One reading of a text. */
    private static final class Reading {

        private final String name;

        private final RawRows rows;

        private final CellText time = new CellText();

        private FileScan found = NOTHING;

        private long count;

        Reading(String name, RawRows rows) {
            this.name = name;
            this.rows = rows;
        }

        FileScan toScan() throws IOException {
            List<String> columns = CsvHeader.read(this.name, this.rows).columns();
            this.found = NOTHING.withColumns(columns);
            int timeColumn = columns.indexOf(TIME);
            try {
                while (this.rows.next()) {
                    count(columns, timeColumn);
                }
            }
            catch (ScanLimit.Reached e) {
                return stopped(this.found, this.name, e);
            }
            return new FileScan(columns, OptionalLong.of(this.count), this.found.firstTime,
                    this.found.firstTime.map((any) -> shown()), Optional.empty(), Optional.empty());
        }

        private void count(List<String> columns, int column) {
            CsvSplitter cells = this.rows.cells();
            if (this.rows.isUnfinished() || (cells.isBlank() && columns.size() > 1)) {
                return;
            }
            this.count++;
            if (column >= 0 && cells.fault() == null && cells.size() == columns.size()) {
                this.time.set(cells.bytes(column), cells.start(column),
                        Math.min(cells.end(column), cells.start(column) + MAX_TIME));
                if (this.found.firstTime.isEmpty()) {
                    this.found = new FileScan(columns, OptionalLong.empty(), Optional.of(shown()), Optional.empty(),
                            Optional.empty(), Optional.empty());
                }
            }
        }

        private String shown() {
            return this.time.toString();
        }

    }

}

package io.sensorstreams.producer.directory;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.producer.cells.Cells;
import io.sensorstreams.producer.csv.CsvHeader;
import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.csv.ForwardRows;
import io.sensorstreams.producer.csv.TextInput;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.row.CellText;
import io.sensorstreams.producer.row.SourceException;
import org.jspecify.annotations.Nullable;

/**
 * Result of scanning a CSV text; see {@link DataFile}.
 *
 * @param rows empty when not all of them were read
 * @param limit why reading stopped before the end
 * @param dialect how the text was read; empty when it was not
 */
record FileScan(List<String> columns, OptionalLong rows, Optional<String> firstTime, Optional<String> lastTime,
        Optional<String> fault, Optional<String> limit, Optional<Dialect> dialect) {

    static final FileScan NOTHING = new FileScan(List.of(), OptionalLong.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty());

    FileScan {
        // Most files have the standard, and there are many files.
        dialect = dialect.map((read) -> read.equals(Dialect.STANDARD) ? Dialect.STANDARD : read);
    }

    private static final String TIME = "Time";

    /** Most characters of a time that are shown. */
    private static final int MAX_TIME = 100;

    /**
     * Scans a text. An interrupted thread ends with an exception, and a failure of an
     * object store, which says nothing of the file.
     * @param declared dialect; null to read the text as it looks
     */
    static FileScan of(CsvText text, @Nullable Dialect declared, TextInput.Limit limit)
            throws InterruptedIOException, StoreException {
        Reading reading = new Reading();
        try {
            return reading.read(FileFormats.open(text, declared), limit);
        }
        catch (InterruptedIOException e) {
            throw e;
        }
        catch (ScanLimit.Reached e) {
            return reading.stopped(text.name() + " has " + e.getMessage() + ": its rows are not counted");
        }
        catch (IOException e) {
            StoreException passing = StoreException.passing(e);
            if (passing != null) {
                throw passing;
            }
            return failed(text.name(), e);
        }
    }

    static FileScan failed(String name, Throwable failure) {
        String reason = (failure instanceof SourceException) ? String.valueOf(failure.getMessage())
                : name + " cannot be read: " + failure.getMessage();
        return new FileScan(List.of(), OptionalLong.empty(), Optional.empty(), Optional.empty(), Optional.of(reason),
                Optional.empty(), Optional.empty());
    }

    FileScan withColumns(List<String> shared) {
        return new FileScan(shared, this.rows, this.firstTime, this.lastTime, this.fault, this.limit, this.dialect);
    }

    /** Approximate size in memory in bytes, without the columns. */
    long weight() {
        return 400 + this.dialect.filter((read) -> !read.equals(Dialect.STANDARD)).map((read) -> 400L).orElse(0L)
                + 2L * (this.fault.map(String::length).orElse(0) + this.limit.map(String::length).orElse(0));
    }

    private static final class Reading {

        private final CellText time = new CellText();

        private List<String> columns = List.of();

        private Optional<String> firstTime = Optional.empty();

        private Optional<Dialect> dialect = Optional.empty();

        private long count;

        FileScan read(CsvText text, TextInput.Limit limit) throws IOException {
            this.dialect = Optional.of(text.format().dialect());
            try (ForwardRows rows = new ForwardRows(text, limit)) {
                this.columns = CsvHeader.read(text, rows);
                int timeColumn = this.columns.indexOf(TIME);
                while (rows.next()) {
                    if (!rows.isUnfinished()) {
                        count(rows.cells(), timeColumn);
                    }
                }
            }
            return new FileScan(this.columns, OptionalLong.of(this.count), this.firstTime,
                    this.firstTime.map((any) -> this.time.toString()), Optional.empty(), Optional.empty(),
                    this.dialect);
        }

        private void count(Cells cells, int column) {
            if (cells.isNoRow(this.columns.size())) {
                return;
            }
            this.count++;
            if (column >= 0 && cells.fault() == null && cells.size() == this.columns.size()) {
                this.time.set(cells.bytes(column), cells.start(column),
                        Math.min(cells.end(column), cells.start(column) + MAX_TIME));
                if (this.firstTime.isEmpty()) {
                    this.firstTime = Optional.of(this.time.toString());
                }
            }
        }

        FileScan stopped(String reason) {
            return new FileScan(this.columns, OptionalLong.empty(), this.firstTime, Optional.empty(), Optional.empty(),
                    Optional.of(reason), this.dialect);
        }

    }

}

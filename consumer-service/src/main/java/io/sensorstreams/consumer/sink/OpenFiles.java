package io.sensorstreams.consumer.sink;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.LineFormat;
import org.jspecify.annotations.Nullable;

/**
 * The open files of one partition, one for each set of columns. Their number is bounded,
 * and so is the number of their columns, because names take memory. Owned by one thread.
 */
final class OpenFiles implements Closeable {

    /** Columns of all open files together; a single file may have more. */
    private static final int MOST_COLUMNS = 200_000;

    private final LineFormat format;

    private final int limit;

    /** The least recently written file first. */
    private final List<OutputFile> files = new ArrayList<>();

    /** The file that the last row was written to; null when it is sealed. */
    private @Nullable OutputFile last;

    /**
     * Starts without a file.
     * @param format its current file is always the last one written
     * @param limit number of files that may be open at once
     */
    OpenFiles(LineFormat format, int limit) {
        this.format = format;
        this.limit = limit;
    }

    /** The open file that takes the current value, if there is one. */
    @Nullable OutputFile forValue() {
        OutputFile current = this.last;
        if (current != null && this.format.fits()) {
            return current;
        }
        for (int i = this.files.size() - 1; i >= 0; i--) {
            OutputFile file = this.files.get(i);
            if (this.format.fits(file.columns())) {
                use(file);
                return file;
            }
        }
        return null;
    }

    private void use(OutputFile file) {
        this.files.remove(file);
        this.files.add(file);
        this.last = file;
        this.format.continueFile(file.columns());
    }

    /** Adds a file that is written to next. */
    void add(OutputFile file) {
        use(file);
    }

    /** Adds a file that was written to less recently than the others. */
    void addOlder(OutputFile file) {
        this.files.add(0, file);
    }

    /** Whether a file of these columns can be added: its place is free. */
    boolean takes(FileColumns columns) {
        return inTheWayOf(columns).isEmpty()
                && this.files.stream().noneMatch((file) -> file.columns().isSameSetAs(columns));
    }

    /** The least recently written file, if a file of these columns needs its place. */
    Optional<OutputFile> inTheWayOf(FileColumns columns) {
        long names = columns.size();
        for (OutputFile file : this.files) {
            names += file.columns().size();
        }
        boolean full = this.files.size() >= this.limit || names > MOST_COLUMNS;
        return (full && !this.files.isEmpty()) ? Optional.of(this.files.get(0)) : Optional.empty();
    }

    /** Takes out a file that is closed. */
    void remove(OutputFile file) {
        this.files.remove(file);
        if (file == this.last) {
            this.last = null;
        }
    }

    /** All of them, the least recently written one first. */
    List<OutputFile> all() {
        return List.copyOf(this.files);
    }

    /** Those with rows that are not committed. */
    List<OutputFile> changed() {
        return this.files.stream().filter(OutputFile::isChanged).toList();
    }

    boolean isChanged() {
        for (OutputFile file : this.files) {
            if (file.isChanged()) {
                return true;
            }
        }
        return false;
    }

    /** Rows and bytes of all of them, buffered ones included. */
    FileTotals totals() {
        FileTotals totals = new FileTotals(0, 0);
        for (OutputFile file : this.files) {
            totals = totals.plus(new FileTotals(file.rows(), file.bytes()));
        }
        return totals;
    }

    /** Closes all as they are. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (OutputFile file : this.files) {
            try {
                file.close();
            }
            catch (IOException e) {
                failure = e;
            }
        }
        this.files.clear();
        this.last = null;
        if (failure != null) {
            throw failure;
        }
    }

}

package io.sensorstreams.consumer.sink;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.LineFormat;
import io.sensorstreams.consumer.format.OpenFile;
import org.jspecify.annotations.Nullable;

/**
 * The open files of one partition, one for each set of columns. Both the number of files
 * and the total number of their columns are bounded, because column names take memory.
 * Owned by one thread.
 */
final class OpenFiles<F extends OpenFile> implements Closeable {

    /** Limit for all open files together; a single file may have more. */
    private static final int MOST_COLUMNS = 200_000;

    private final LineFormat format;

    private final int limit;

    /** Ordered by last write, the least recently written file first. */
    private final List<F> files = new ArrayList<>();

    /** The file of the last row; null when it is sealed. */
    private @Nullable F last;

    /** Creates the list; {@code format} is always set to the last file written. */
    OpenFiles(LineFormat format, int limit) {
        this.format = format;
        this.limit = limit;
    }

    /** Returns the open file for the current value, or null if there is none. */
    @Nullable F forValue() {
        F current = this.last;
        if (current != null && this.format.fits()) {
            return current;
        }
        for (int i = this.files.size() - 1; i >= 0; i--) {
            F file = this.files.get(i);
            if (this.format.fits(file.columns())) {
                add(file);
                return file;
            }
        }
        return null;
    }

    /** Adds or moves a file to the end: it is written next. */
    void add(F file) {
        this.files.remove(file);
        this.files.add(file);
        this.last = file;
        this.format.continueFile(file.columns());
    }

    void addOlder(F file) {
        this.files.add(0, file);
    }

    /** Whether a file with these columns can be added without sealing another one. */
    boolean takes(FileColumns columns) {
        return inTheWayOf(columns).isEmpty()
                && this.files.stream().noneMatch((file) -> file.columns().isSameSetAs(columns));
    }

    /** Returns the file to seal before a file with these columns is added, if any. */
    Optional<F> inTheWayOf(FileColumns columns) {
        long names = columns.size();
        for (F file : this.files) {
            names += file.columns().size();
        }
        boolean full = this.files.size() >= this.limit || names > MOST_COLUMNS;
        return (full && !this.files.isEmpty()) ? Optional.of(this.files.get(0)) : Optional.empty();
    }

    void remove(F file) {
        this.files.remove(file);
        if (file == this.last) {
            this.last = null;
        }
    }

    /** Returns all files, the least recently written one first. */
    List<F> all() {
        return List.copyOf(this.files);
    }

    boolean isEmpty() {
        return this.files.isEmpty();
    }

    boolean any(Predicate<? super F> matches) {
        for (F file : this.files) {
            if (matches.test(file)) {
                return true;
            }
        }
        return false;
    }

    FileTotals totals() {
        FileTotals totals = new FileTotals(0, 0);
        for (F file : this.files) {
            totals = totals.plus(new FileTotals(file.rows(), file.bytes()));
        }
        return totals;
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (F file : this.files) {
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

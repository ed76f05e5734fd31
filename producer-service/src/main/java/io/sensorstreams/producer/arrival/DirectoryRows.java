package io.sensorstreams.producer.arrival;

import java.io.IOException;
import java.util.function.Consumer;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.producer.csv.ChangedFileException;
import io.sensorstreams.producer.row.DelegatingRows;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.FilePlace;
import io.sensorstreams.producer.row.FilesReport;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rejection;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.row.TimeUse;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one of the files of a stream, with their place among the files. Owned by one
 * thread.
 */
final class DirectoryRows extends DelegatingRows {

    private static final String REMEDY = "; correct the file or move it out of the data directory and start the stream, "
            + "or start it with ?from=next-file to continue with the next file";

    private final Lookout lookout;

    private FilePlace place;

    private boolean growing;

    private @Nullable Rejection rejected;

    private DirectoryRows(Rows rows, FilePlace place, boolean growing, Lookout lookout) {
        super(rows);
        this.place = place;
        this.growing = growing;
        this.lookout = lookout;
        rows.grows(growing);
    }

    /**
     * Opens the file of a position. A file that cannot be read is opened as well: its
     * first step throws the exception, at a position that names it.
     * @throws IOException when an object store fails, so that it can be read later
     */
    static DirectoryRows open(Arrivals arrivals, FileSequence sequence, Position from, Consumer<FilesReport> told)
            throws IOException {
        FilePlace place = from.place();
        if (place == null) {
            throw new IllegalArgumentException("The position names no file: " + from);
        }
        Lookout lookout = new Lookout(arrivals, sequence, place, told);
        lookout.begin();
        try {
            return open(sequence, from, place, lookout);
        }
        catch (IOException e) {
            if (StoreException.passing(e) != null) {
                lookout.close();
                throw e;
            }
            return new DirectoryRows(new FailedRows(from, explained(place, e)), place, false, lookout);
        }
    }

    private static DirectoryRows open(FileSequence sequence, Position from, FilePlace place, Lookout lookout)
            throws IOException {
        boolean growing = Readiness.isFollowed(sequence, place.file(), from);
        return new DirectoryRows(rows(sequence, from, place), place, growing, lookout);
    }

    private static Rows rows(FileSequence sequence, Position from, FilePlace place) throws IOException {
        if (place.useful() || from.bytes() == 0) {
            return checked(sequence, place.file(), from);
        }
        // No row of it was sent.
        Position start = new Position(from.row(), 0);
        try {
            Rows rows = checked(sequence, place.file(), from);
            if (isReadAlike(sequence, place, from)) {
                return rows;
            }
            rows.close();
        }
        catch (ChangedFileException e) {
            // The file was corrected.
        }
        return checked(sequence, place.file(), start);
    }

    /**
     * Whether the source reads the file as it did before; its dialect may be corrected.
     */
    private static boolean isReadAlike(FileSequence sequence, FilePlace place, Position from) throws IOException {
        FileIdentity before = from.seen();
        if (before == null || before.format() == null) {
            return true;
        }
        try (Rows anew = sequence.reader().open(place.file(), Position.BEGINNING)) {
            FileIdentity now = anew.identity(Position.BEGINNING);
            return now == null || now.format() == null || before.format().dialect().equals(now.format().dialect());
        }
    }

    private static Rows checked(FileSequence sequence, String file, Position from) throws IOException {
        Rows rows = sequence.reader().open(file, from);
        try {
            if (sequence.timed()) {
                rows.checkTimes(TimeUse.PACE);
            }
            return rows;
        }
        catch (IOException e) {
            rows.close();
            throw e;
        }
    }

    private static SourceException explained(FilePlace place, IOException failure) {
        if (failure instanceof ChangedFileException changed && place.useful()) {
            return new SourceException(changed.what() + "; restore the file and start the stream, or start it with "
                    + "?from=next-file to continue with the next file", failure);
        }
        String what = (failure instanceof ChangedFileException changed) ? changed.what()
                : String.valueOf(failure.getMessage());
        return new SourceException(what + REMEDY, failure);
    }

    /** Whether the file could not be opened. */
    boolean isFailed() {
        return rows() instanceof FailedRows;
    }

    @Override
    public Step next() throws IOException {
        try {
            return step();
        }
        catch (SourceException e) {
            throw isFailed() ? e : explained(this.place, e);
        }
    }

    private Step step() throws IOException {
        Step step = rows().next();
        if (step == Step.WAITING && this.lookout.isOver()) {
            this.growing = false;
            rows().grows(false);
            step = rows().next();
        }
        switch (step) {
            case ROW -> this.place = this.place.afterUsefulRow();
            case REJECTED -> this.rejected = (this.rejected != null) ? this.rejected : rows().rejection();
            case END -> {
                end();
                return Step.FILE_END;
            }
            default -> {
            }
        }
        if (this.growing) {
            this.lookout.starved(step == Step.WAITING);
        }
        return step;
    }

    private void end() throws SourceException {
        long read = rows().position().row() - this.place.firstRow();
        if (read > 0 && !this.place.useful()) {
            Rejection first = this.rejected;
            throw new SourceException(this.place.file() + ": every row was rejected, " + read + " in all"
                    + ((first != null) ? ", the first in " + first.where() + ": " + first.reason() : ""));
        }
        if (rows().isReadToEnd()) {
            this.place = this.place.with(FilePlace.State.READ);
        }
    }

    @Override
    public Position position() {
        Position inFile = rows().position();
        return new Position(inFile.row(), inFile.bytes(), null, this.place);
    }

    @Override
    public void close() throws IOException {
        this.lookout.close();
        super.close();
    }

}

package io.sensorstreams.producer.arrival;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

import io.sensorstreams.producer.row.FilePlace;
import io.sensorstreams.producer.row.FilesReport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for other files while one is open. The reader of the file may ask from its own
 * thread.
 */
final class Lookout extends Look implements Closeable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Lookout.class);

    private final Arrivals arrivals;

    private final FileSequence sequence;

    private final FilePlace place;

    private volatile boolean over;

    private volatile boolean starved;

    private volatile boolean closed;

    Lookout(Arrivals arrivals, FileSequence sequence, FilePlace place, Consumer<FilesReport> told) {
        super(arrivals, arrivals.looks(), told);
        this.arrivals = arrivals;
        this.sequence = sequence;
        this.place = place;
    }

    @Override
    @Nullable Duration look() throws IOException {
        if (this.closed) {
            return null;
        }
        Map<String, ListedFile> files = ListedFile.all(this.sequence.directory(), this.sequence.names());
        FileChoice choice = FileChoice.of(files.values(), this.place, false, this.sequence, this.arrivals.times());
        ListedFile current = files.get(this.place.file());
        Duration quiet = (current != null) ? untilQuiet(current, this.sequence.minAge()) : Duration.ZERO;
        boolean newer = choice.next().isPresent();
        this.over = newer && quiet.isZero();
        if (!this.closed) {
            tell(choice.report(this.starved ? "waits for rows of " + this.place.file() : null));
        }
        return (newer && !quiet.isZero()) ? quiet : Duration.ofDays(1);
    }

    @Override
    boolean failed(Throwable failure) {
        LOGGER.atDebug().setCause(failure).log("The data directory cannot be listed, trying again");
        return true;
    }

    /** Whether nothing is added to the file any more, because there is a next one. */
    boolean isOver() {
        return this.over;
    }

    /** Records whether the stream waits for more rows of the file. */
    void starved(boolean waits) {
        this.starved = waits;
    }

    @Override
    public void close() {
        this.closed = true;
    }

}

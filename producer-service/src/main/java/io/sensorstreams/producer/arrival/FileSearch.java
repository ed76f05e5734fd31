package io.sensorstreams.producer.arrival;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import io.sensorstreams.producer.arrival.FileChoice.Candidate;
import io.sensorstreams.producer.csv.ChangedFileException;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.FilePlace;
import io.sensorstreams.producer.row.FilesReport;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the file with the rows after a position, until there is one.
 */
final class FileSearch extends Look {

    private static final Logger LOGGER = LoggerFactory.getLogger(FileSearch.class);

    private final Arrivals arrivals;

    private final FileSequence sequence;

    private final Position from;

    private final CompletableFuture<Rows> result;

    private final Consumer<FilesReport> told;

    private final Readiness readiness;

    /** Whether nothing remains to be done with the file before the position. */
    private boolean finished;

    FileSearch(Arrivals arrivals, FileSequence sequence, Position from, CompletableFuture<Rows> result,
            Consumer<FilesReport> told) {
        super(arrivals, arrivals.looks());
        this.arrivals = arrivals;
        this.sequence = sequence;
        this.from = from;
        this.result = result;
        this.told = told;
        this.readiness = new Readiness(sequence, this);
    }

    @Override
    @Nullable Duration look() throws IOException {
        if (this.result.isDone()) {
            return null;
        }
        Map<String, ListedFile> files = ListedFile.all(this.sequence.directory(), this.sequence.names());
        FilePlace place = this.from.place();
        Optional<ListedFile> current = Optional.ofNullable((place != null) ? files.get(place.file()) : null);
        if (place != null && hasMore(place, current)) {
            return resume(place, current.orElseThrow(), files);
        }
        if (place != null && current.isPresent() && place.is(FilePlace.State.READ) && finish(place)) {
            files.remove(place.file());
        }
        FileChoice choice = FileChoice.of(files.values(), left(place), this.sequence, this.arrivals.times());
        Optional<Candidate> next = choice.next();
        if (next.isEmpty()) {
            this.told.accept(choice.report("waits for files that match '" + this.sequence.pattern() + "'"));
            return Duration.ofDays(1);
        }
        boolean last = choice.pending().size() == 1;
        Duration wait = this.readiness.untilStart(next.get().file(), last);
        if (!wait.isZero()) {
            this.told.accept(choice.report(this.readiness.reason(next.get().file())));
            return wait;
        }
        this.told.accept(choice.report(null));
        enter(next.get(), files);
        return null;
    }

    /** A file that disappeared before any of its rows was sent is left. */
    private static @Nullable FilePlace left(@Nullable FilePlace place) {
        return (place != null && place.is(FilePlace.State.READING)) ? place.with(FilePlace.State.LEFT) : place;
    }

    /**
     * Whether the current file has rows after the position, or may have.
     * @throws SourceException when the file is missing and was sent in part
     */
    private boolean hasMore(FilePlace place, Optional<ListedFile> current) throws IOException {
        return switch (place.state()) {
            case LEFT -> false;
            case READ -> current.isPresent() && hasGrown(current.get());
            case READING -> {
                if (current.isEmpty() && place.useful()) {
                    throw new SourceException(
                            place.file() + " disappeared after " + (this.from.row() - place.firstRow())
                                    + " of its rows were sent; put it back and start the "
                                    + "stream, or start it with ?from=next-file to continue with the next file");
                }
                yield current.isPresent();
            }
        };
    }

    private boolean hasGrown(ListedFile file) throws IOException {
        FileIdentity seen = this.from.seen();
        if (seen == null || file.size() <= seen.size()) {
            return false;
        }
        try {
            this.sequence.reader().checkUnchanged(file.name(), this.from);
            return true;
        }
        catch (ChangedFileException e) {
            // Another file with the same name.
            return false;
        }
    }

    private @Nullable Duration resume(FilePlace place, ListedFile file, Map<String, ListedFile> files)
            throws IOException {
        Duration wait = this.readiness.untilResumed(file, this.from);
        if (!wait.isZero()) {
            FileChoice choice = FileChoice.of(files.values(), place, this.sequence, this.arrivals.times());
            this.told.accept(choice.report(this.readiness.reason(file)));
            return wait;
        }
        open(new Position(this.from.row(), this.from.bytes(), this.from.seen(), place.with(FilePlace.State.READING)));
        return null;
    }

    /** Returns whether the file is no longer in the data directory. */
    private boolean finish(FilePlace place) throws IOException {
        if (this.finished || this.sequence.afterwards() == Afterwards.KEEP) {
            return false;
        }
        this.finished = true;
        try {
            this.sequence.reader().checkUnchanged(place.file(), this.from);
            new FinishedFile(this.sequence.directory().root(), place.file()).apply(this.sequence.afterwards());
            return true;
        }
        catch (ChangedFileException e) {
            LOGGER.atWarn()
                .addKeyValue("file", place.file())
                .log("A file was changed after it was sent, it stays where it is: {}", e.what());
            return false;
        }
    }

    private void enter(Candidate next, Map<String, ListedFile> files) throws SourceException {
        FilePlace before = this.from.place();
        OptionalLong time = next.time();
        Long reached = (before != null) ? before.time() : null;
        open(new Position(this.from.row(), 0, null,
                new FilePlace(next.file().name(), FilePlace.State.READING, this.from.row(), false,
                        time.isPresent() ? (Long) time.getAsLong() : reached,
                        (before != null) ? before.before() + 1 : 0, sent(before, files))));
    }

    private @Nullable String sent(@Nullable FilePlace before, Map<String, ListedFile> files) throws SourceException {
        FileIdentity seen = this.from.seen();
        if (before == null || seen == null || !before.is(FilePlace.State.READ)
                || this.sequence.afterwards() != Afterwards.KEEP) {
            return (before != null) ? before.sent() : null;
        }
        SentFiles sent = SentFiles.of(before.sent()).with(before.file(), seen.size());
        if (sent.size() > SentFiles.MOST) {
            sent = sent.only(files.keySet());
        }
        if (sent.size() > SentFiles.MOST) {
            throw new SourceException("'" + this.sequence.pattern() + "' matches more than " + SentFiles.MOST
                    + " files that were sent and kept; move them out of the data directory, or set afterwards to move, "
                    + "then start the stream");
        }
        return sent.toText();
    }

    private void open(Position at) {
        FilePlace place = at.place();
        boolean slow = place != null && this.sequence.reader().opensSlowly(place.file(), at);
        (slow ? this.arrivals.slow() : this.arrivals.looks()).execute(() -> {
            try {
                DirectoryRows rows = DirectoryRows.open(this.arrivals, this.sequence, at, this.told);
                if (!this.result.complete(rows)) {
                    rows.close();
                }
            }
            catch (IOException | RuntimeException | Error e) {
                fail(e);
            }
        });
    }

    @Override
    boolean failed(Throwable failure) {
        if (failure instanceof IOException && !(failure instanceof SourceException)) {
            // For example, a file was renamed during the look, or a network file system
            // fails.
            LOGGER.atDebug().setCause(failure).log("The data directory cannot be read, trying again");
            this.told.accept(FilesReport.NOTHING.waiting("waits for files: the data directory cannot be read"));
            return true;
        }
        fail(failure);
        return false;
    }

    private void fail(Throwable failure) {
        this.result.completeExceptionally(new CompletionException(failure));
    }

}

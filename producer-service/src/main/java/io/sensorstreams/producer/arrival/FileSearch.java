package io.sensorstreams.producer.arrival;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import io.sensorstreams.common.objects.StoreException;
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

    /** The state of the current file that was compared with what was read of it. */
    private @Nullable ListedFile compared;

    private Since since = Since.SAME;

    /** What happened to the current file since its last row was read. */
    private enum Since {

        SAME,
        /** Text was added. */
        GROWN,
        /** It has another text, and no row of the former one was read. */
        BEGUN,
        /** It has another text than was read. */
        CHANGED

    }

    FileSearch(Arrivals arrivals, FileSequence sequence, Position from, CompletableFuture<Rows> result,
            Consumer<FilesReport> told) {
        super(arrivals, arrivals.looks(), told);
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
        ListedFile current = (place != null) ? files.get(place.file()) : null;
        if (place == null || place.is(FilePlace.State.LEFT)) {
            return next(place, files);
        }
        if (place.is(FilePlace.State.READ)) {
            return (current != null) ? afterEnd(place, current, files) : next(place, files);
        }
        if (current != null) {
            return resume(place, current, files);
        }
        if (place.useful()) {
            throw new SourceException(place.file() + " disappeared after " + (this.from.row() - place.firstRow())
                    + " of its rows were sent; put it back and start the "
                    + "stream, or start it with ?from=next-file to continue with the next file");
        }
        // It disappeared before any of its rows was sent.
        return next(place.with(FilePlace.State.LEFT), files);
    }

    /** Continues a file that was read to its end, or leaves it. */
    private @Nullable Duration afterEnd(FilePlace place, ListedFile file, Map<String, ListedFile> files)
            throws IOException {
        FileIdentity seen = this.from.seen();
        if (seen != null && !file.isAsSeen(seen) && !file.equals(this.compared)) {
            Duration wait = untilResumed(place, file, files);
            if (!wait.isZero()) {
                return wait;
            }
            this.since = compare(place, file, seen);
            this.compared = file;
        }
        if (this.since == Since.GROWN) {
            return resume(place, file, files);
        }
        if (this.since == Since.BEGUN) {
            open(new Position(this.from.row(), 0, null, place.with(FilePlace.State.READING)));
            return null;
        }
        if (this.since == Since.SAME && this.sequence.afterwards() != Afterwards.KEEP) {
            // Before the comparison, so that only what was compared is moved or deleted.
            FinishedFile finished = new FinishedFile(this.sequence.directory().root(), file.name());
            if (!isStill(file) || !finished.apply(this.sequence.afterwards())) {
                return Duration.ZERO;
            }
            files.remove(file.name());
        }
        return next(place, files);
    }

    private Since compare(FilePlace place, ListedFile file, FileIdentity seen) throws IOException {
        try {
            this.sequence.reader().checkUnchanged(file.name(), this.from);
            return (file.size() > seen.size()) ? Since.GROWN : Since.SAME;
        }
        catch (ChangedFileException e) {
            if (!place.useful() && this.from.row() == place.firstRow()) {
                return Since.BEGUN;
            }
            LOGGER.atWarn()
                .addKeyValue("file", file.name())
                .log("A file was changed after it was sent, it stays where it is: {}", e.what());
            return Since.CHANGED;
        }
    }

    /** Whether the file is what was read, at this moment; else it is looked at again. */
    private boolean isStill(ListedFile file) throws IOException {
        try {
            this.sequence.reader().checkUnchanged(file.name(), this.from);
        }
        catch (ChangedFileException e) {
            this.since = Since.CHANGED;
            this.compared = file;
            return false;
        }
        catch (SourceException e) {
            if (isGone(file.name())) {
                // Another replica has moved it.
                return false;
            }
            throw e;
        }
        return ListedFile.one(this.sequence.directory(), file.name()).equals(List.of(file));
    }

    private boolean isGone(String file) throws IOException {
        return ListedFile.one(this.sequence.directory(), file).isEmpty();
    }

    private @Nullable Duration resume(FilePlace place, ListedFile file, Map<String, ListedFile> files)
            throws IOException {
        Duration wait = untilResumed(place, file, files);
        if (!wait.isZero()) {
            return wait;
        }
        open(new Position(this.from.row(), this.from.bytes(), this.from.seen(), place.with(FilePlace.State.READING)));
        return null;
    }

    private Duration untilResumed(FilePlace place, ListedFile file, Map<String, ListedFile> files) throws IOException {
        Duration wait = this.readiness.untilResumed(file, this.from);
        if (!wait.isZero()) {
            tell(choice(place, files).report(this.readiness.reason(file)));
        }
        return wait;
    }

    /** Goes to the file after a place, if there is one. */
    private @Nullable Duration next(@Nullable FilePlace place, Map<String, ListedFile> files) throws IOException {
        FileChoice choice = choice(place, files);
        Optional<Candidate> next = choice.next();
        if (next.isEmpty()) {
            tell(choice.report("waits for files that match '" + this.sequence.pattern() + "'"));
            return Duration.ofDays(1);
        }
        boolean last = choice.pending().size() == 1;
        Duration wait = this.readiness.untilStart(next.get().file(), last);
        if (!wait.isZero()) {
            tell(choice.report(this.readiness.reason(next.get().file())));
            return wait;
        }
        tell(choice.report(null));
        enter(next.get(), files);
        return null;
    }

    private FileChoice choice(@Nullable FilePlace place, Map<String, ListedFile> files) throws IOException {
        return FileChoice.of(files.values(), place, this.since == Since.CHANGED, this.sequence, this.arrivals.times());
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

    /** The files before the next one that are still in the directory. */
    private @Nullable String sent(@Nullable FilePlace before, Map<String, ListedFile> files) throws SourceException {
        if (before == null) {
            return null;
        }
        SentFiles sent = SentFiles.of(before.sent()).only(files.keySet());
        ListedFile stays = files.get(before.file());
        if (stays != null) {
            boolean read = before.is(FilePlace.State.READ) && this.since == Since.SAME;
            sent = read ? sent.withRead(stays) : sent.withLeft(stays);
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
                if (place != null && !place.useful() && rows.isFailed() && isGone(place.file())) {
                    // It was moved between the look and the opening.
                    rows.close();
                    begin();
                }
                else if (!this.result.complete(rows)) {
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
        StoreException store = StoreException.passing(failure);
        if (store != null) {
            tell(FilesReport.NOTHING.waiting("waits for files: " + store.getMessage()));
            return true;
        }
        if (failure instanceof IOException && !(failure instanceof SourceException)) {
            // For example, a file was renamed during the look, or a network file system
            // fails.
            LOGGER.atDebug().setCause(failure).log("The data directory cannot be read, trying again");
            tell(FilesReport.NOTHING.waiting("waits for files: the data directory cannot be read"));
            return true;
        }
        fail(failure);
        return false;
    }

    private void fail(Throwable failure) {
        this.result.completeExceptionally(new CompletionException(failure));
    }

}

package io.sensorstreams.producer.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.sensorstreams.producer.arrival.Arrivals;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.row.FilesReport;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of a directory as a stream does: commits positions, and opens the next
 * file only after the end of the last one was committed.
 */
final class SequenceReader implements AutoCloseable {

    private final DirectorySource source;

    private final DataDirectory directory;

    private final Arrivals arrivals;

    private final List<String> committed = new ArrayList<>();

    private final List<String> read = new ArrayList<>();

    private @Nullable CompletableFuture<Rows> opening;

    private @Nullable Rows rows;

    private Position position = Position.BEGINNING;

    private Position reached = Position.BEGINNING;

    volatile FilesReport report = FilesReport.NOTHING;

    final AtomicInteger reports = new AtomicInteger();

    private final boolean timed;

    SequenceReader(DirectorySource source, DataDirectory directory, boolean timed) {
        this.source = source;
        this.timed = timed;
        this.directory = directory;
        this.arrivals = new Arrivals(directory);
    }

    List<String> committed() {
        return this.committed;
    }

    Position position() {
        return this.position;
    }

    /** Makes one step; returns whether it brought a row or the end of a file. */
    boolean step() throws IOException, InterruptedException {
        Rows open = open();
        if (open == null) {
            return false;
        }
        switch (open.next()) {
            case ROW -> this.read.add(new String(open.value(), StandardCharsets.UTF_8));
            case REJECTED -> this.read.add("rejected: " + open.rejection().reason());
            case FILE_END -> {
                reach(open);
                commit();
                drop();
                return true;
            }
            case WAITING, NOT_YET -> {
                return false;
            }
            case END -> throw new AssertionError("A directory has no end");
        }
        reach(open);
        return true;
    }

    private void reach(Rows open) {
        Position next = open.position();
        this.reached = new Position(next.row(), next.bytes(), open.identity(next), next.place());
    }

    /** Opens the next file, if there is one within a short time. */
    private @Nullable Rows open() throws IOException, InterruptedException {
        if (this.rows != null) {
            return this.rows;
        }
        if (this.opening == null) {
            this.opening = new CompletableFuture<>();
            this.arrivals.next(this.source.sequence(this.directory, this.timed), this.position, this.opening,
                    this::tell);
        }
        try {
            this.rows = this.opening.get(10, TimeUnit.MILLISECONDS);
            this.opening = null;
            return this.rows;
        }
        catch (TimeoutException e) {
            return null;
        }
        catch (ExecutionException e) {
            this.opening = null;
            Throwable cause = (e.getCause() != null) ? e.getCause() : e;
            throw (cause instanceof IOException known) ? known : new IOException(cause);
        }
    }

    private void tell(FilesReport found) {
        this.report = found;
        this.reports.incrementAndGet();
    }

    void commit() {
        this.committed.addAll(this.read);
        this.read.clear();
        this.position = this.reached;
    }

    /** Forgets what is not committed, as a crash does. */
    void crash() throws IOException {
        this.read.clear();
        this.reached = this.position;
        if (this.opening != null) {
            this.opening.cancel(false);
            this.opening = null;
        }
        drop();
    }

    private void drop() throws IOException {
        if (this.rows != null) {
            this.rows.close();
            this.rows = null;
        }
    }

    /** Continues at another committed position. */
    void seek(Position other) throws IOException {
        this.position = other;
        crash();
    }

    @Override
    public void close() throws IOException {
        crash();
        this.arrivals.close();
    }

}

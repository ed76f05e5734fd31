package io.sensorstreams.producer.arrival;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.row.FilesReport;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Opens the next file of a stream as soon as there is one. Reads and opens files on
 * dedicated threads; no thread waits for files. Thread-safe.
 */
public final class Arrivals implements AutoCloseable {

    private static final int THREADS = 4;

    private final DirectoryWatch watch;

    private final boolean remote;

    private final FirstTimes times = new FirstTimes();

    private final ExecutorService looks = executor("files-look-");

    private final ExecutorService slow = executor("files-open-slow-");

    public Arrivals(DataDirectory directory) {
        this.remote = directory.isRemote();
        this.watch = new DirectoryWatch(directory.root());
    }

    private static ExecutorService executor(String name) {
        CustomizableThreadFactory threads = new CustomizableThreadFactory(name);
        threads.setDaemon(true);
        return Executors.newFixedThreadPool(THREADS, threads);
    }

    DirectoryWatch watch() {
        return this.watch;
    }

    /** Whether the files are in an object store. */
    boolean isRemote() {
        return this.remote;
    }

    FirstTimes times() {
        return this.times;
    }

    ExecutorService looks() {
        return this.looks;
    }

    /** For files that need much reading before their first row. */
    ExecutorService slow() {
        return this.slow;
    }

    /**
     * Completes the result with the rows after a position, as soon as there is a file
     * with such rows. Moves or deletes the file before it first, if the position is at
     * its end.
     * @param from a committed position: its rows are never needed again
     * @param result is not completed when it is done before, for example cancelled
     * @param told called on other threads with what the stream finds and waits for, also
     * while the rows are open
     */
    public void next(FileSequence sequence, Position from, CompletableFuture<Rows> result, Consumer<FilesReport> told) {
        new FileSearch(this, sequence, from, result, told).begin();
    }

    @Override
    public void close() {
        this.watch.close();
        this.looks.shutdownNow();
        this.slow.shutdownNow();
    }

}

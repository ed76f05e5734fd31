package io.sensorstreams.producer.directory;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.directory.ScanCache.Known;
import io.sensorstreams.producer.directory.ScanCache.Version;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scans files in the background, each version of a file once. The first scan reads the
 * start of a file, which is all of a small file. Another thread reads larger files, so
 * that they do not delay small ones. Thread-safe.
 */
final class FileScans implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(FileScans.class);

    /** Bytes of text that are read in some tens of milliseconds. */
    private static final long START = 4 << 20;

    /** Most files that wait; others are scanned when they are requested again. */
    private static final int QUEUE = 20_000;

    /** Enough for more than 100,000 files with the same headers. */
    private static final long MEMORY = 64 << 20;

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final ScanSettings settings;

    private final ScanCache cache = new ScanCache(MEMORY);

    private final Map<String, CompletableFuture<Void>> starts = new ConcurrentHashMap<>();

    private final Map<String, Version> wholes = new ConcurrentHashMap<>();

    private final ExecutorService small = executor("file-scan");

    private final ExecutorService large = executor("file-scan-large");

    /**
     * What is scanned.
     *
     * @param dialect declared dialect; null to read the text as it looks
     */
    record Scanned(CsvText text, @Nullable Dialect dialect) {

        String key() {
            // A name of a file has no line break.
            return (this.dialect != null) ? this.text.name() + "\n" + this.dialect : this.text.name();
        }

    }

    FileScans(ScanSettings settings) {
        this.settings = settings;
    }

    private static ExecutorService executor(String name) {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), (task) -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    Known known(Scanned scanned, Version version) {
        return this.cache.find(scanned.key(), version).orElse(new Known(version, FileScan.NOTHING, false));
    }

    /** Whether the scan of a file has read it in another dialect. */
    boolean isReadOtherwise(Scanned scanned, Version version, @Nullable Dialect dialect) {
        return known(scanned, version).scan().dialect().filter((read) -> !read.equals(dialect)).isPresent();
    }

    /** Scans a file once. The future completes when the start of the file was read. */
    CompletableFuture<Void> request(Scanned scanned, Version version) {
        Optional<Known> before = this.cache.find(scanned.key(), version);
        if (before.isPresent()) {
            if (!before.get().over()) {
                scanWhole(scanned, version);
            }
            return DONE;
        }
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> other = this.starts.putIfAbsent(scanned.key(), mine);
        if (other != null) {
            return other;
        }
        if (!execute(this.small, () -> scanStart(scanned, version, mine))) {
            this.starts.remove(scanned.key());
            return DONE;
        }
        return mine;
    }

    private static boolean execute(ExecutorService executor, Runnable task) {
        try {
            executor.execute(task);
            return true;
        }
        catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void scanStart(Scanned scanned, Version version, CompletableFuture<Void> done) {
        long most = this.settings.maxBytes();
        try {
            if (!scan(scanned, version, Math.min(START, most), most <= START)) {
                scanWhole(scanned, version);
            }
        }
        finally {
            this.starts.remove(scanned.key());
            done.complete(null);
        }
    }

    private void scanWhole(Scanned scanned, Version version) {
        if (this.wholes.putIfAbsent(scanned.key(), version) != null) {
            return;
        }
        boolean accepted = execute(this.large, () -> {
            try {
                scan(scanned, version, this.settings.maxBytes(), true);
            }
            finally {
                this.wholes.remove(scanned.key());
            }
        });
        if (!accepted) {
            this.wholes.remove(scanned.key());
        }
    }

    /**
     * @param last whether the result is final even when the limit was reached
     * @return whether the result is final
     */
    private boolean scan(Scanned scanned, Version version, long maxBytes, boolean last) {
        try {
            FileScan scan = FileScan.of(scanned.text(), scanned.dialect(),
                    new ScanLimit(maxBytes, this.settings.maxTime()));
            boolean over = last || scan.limit().isEmpty();
            this.cache.put(scanned.key(), version, scan, over);
            return over;
        }
        catch (InterruptedIOException e) {
            Thread.currentThread().interrupt();
            return true;
        }
        catch (StoreException e) {
            // The next request scans the file again.
            LOGGER.atDebug().addKeyValue("file", scanned.text().name()).setCause(e).log("The object store fails");
            return true;
        }
        // The outermost frame: one unusual file must not end the scans of others.
        catch (RuntimeException | Error e) {
            LOGGER.atWarn().addKeyValue("file", scanned.text().name()).setCause(e).log("Scanning a file failed");
            this.cache.put(scanned.key(), version, FileScan.failed(scanned.text().name(), e), true);
            return true;
        }
    }

    /** Waits until the starts of files are read, at most for the given time. */
    void await(Collection<CompletableFuture<Void>> starts, Duration patience) {
        try {
            CompletableFuture.allOf(starts.toArray(new CompletableFuture<?>[0]))
                .get(patience.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (TimeoutException | ExecutionException e) {
            LOGGER.atDebug().log("Files are still being scanned");
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        this.small.shutdownNow();
        this.large.shutdownNow();
    }

}

package io.sensorstreams.producer.report;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.sensorstreams.producer.csv.CsvRows;
import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.directory.UnknownFileException;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.SourceException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes reports on files, a few at a time, and caches them until the file changes. A
 * request that does not want to wait longer leaves the report to the next request.
 * Thread-safe.
 */
class Reports implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Reports.class);

    private static final int AT_ONCE = 2;

    private static final int MAX_WAITING = 20;

    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** The largest report has some 200 kB. */
    private static final int CACHED = 64;

    /** Identifies the report on one version of a file. */
    private record Key(String name, ReportOptions options, long size, FileTime modified, @Nullable Object file) {

        boolean isSameVersion(Key other) {
            return this.size == other.size && this.modified.equals(other.modified)
                    && Objects.equals(this.file, other.file);
        }

    }

    /** Either a report, or why there is none. */
    private record Outcome(@Nullable FileReport report, @Nullable String fault) {

    }

    private final DataDirectory directory;

    private final Duration patience;

    private final AtomicInteger waiting = new AtomicInteger();

    private final ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE, (task) -> {
        Thread thread = new Thread(task, "file-report");
        thread.setDaemon(true);
        return thread;
    });

    /** Guarded by itself, as {@link #running} is. */
    private final Map<Key, Outcome> cache = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<Key, CompletableFuture<Outcome>> running = new HashMap<>();

    /**
     * Creates the object.
     * @param patience longest time that a request waits for a report
     */
    Reports(DataDirectory directory, Duration patience) {
        this.directory = directory;
        this.patience = patience;
    }

    /**
     * Returns the report on a file.
     * @throws UnknownFileException when there is no such file
     * @throws SourceException when it is not a valid source
     * @throws ReportBusyException when there is no report yet
     */
    FileReport of(String name, ReportOptions options) throws IOException {
        Path path = resolve(name);
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        Key key = new Key(name, options, file.size(), file.lastModifiedTime(), file.fileKey());
        Outcome outcome = find(key);
        if (outcome == null) {
            outcome = await(request(key, path));
        }
        if (outcome.report() == null) {
            throw new SourceException(String.valueOf(outcome.fault()));
        }
        return outcome.report();
    }

    private Path resolve(String name) throws UnknownFileException {
        try {
            return this.directory.resolve(name);
        }
        catch (SourceException e) {
            throw new UnknownFileException(e);
        }
    }

    private @Nullable Outcome find(Key key) {
        synchronized (this.cache) {
            return this.cache.get(key);
        }
    }

    /** Begins a report, or joins the one that is being made. */
    private CompletableFuture<Outcome> request(Key key, Path path) {
        CompletableFuture<Outcome> mine = new CompletableFuture<>();
        synchronized (this.cache) {
            CompletableFuture<Outcome> other = this.running.get(key);
            if (other != null) {
                return other;
            }
            if (this.running.size() == AT_ONCE) {
                throw new ReportBusyException(
                        AT_ONCE + " other reports are being made, more are not made at the same time");
            }
            this.running.put(key, mine);
        }
        this.executor.execute(() -> make(key, path, mine));
        return mine;
    }

    private Outcome await(CompletableFuture<Outcome> outcome) throws IOException {
        if (this.waiting.incrementAndGet() > MAX_WAITING) {
            this.waiting.decrementAndGet();
            throw new ReportBusyException(MAX_WAITING + " requests wait for reports, no more may wait");
        }
        try {
            return outcome.get(this.patience.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (TimeoutException e) {
            throw new ReportBusyException("The file is large, and the report on it is still being made", e);
        }
        catch (ExecutionException e) {
            throw new IOException("The report failed", Objects.requireNonNullElse(e.getCause(), e));
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReportBusyException("The service stops");
        }
        finally {
            this.waiting.decrementAndGet();
        }
    }

    private void make(Key key, Path path, CompletableFuture<Outcome> result) {
        try {
            Outcome outcome = read(key, path);
            keep(key, outcome);
            result.complete(outcome);
        }
        catch (InterruptedIOException e) {
            // The service stops.
            result.completeExceptionally(e);
        }
        // The outermost frame: the thread makes further reports.
        catch (Exception | Error e) {
            LOGGER.atWarn().addKeyValue("file", key.name()).setCause(e).log("A report failed");
            result.completeExceptionally(e);
        }
        finally {
            synchronized (this.cache) {
                this.running.remove(key);
            }
        }
    }

    private void keep(Key key, Outcome outcome) {
        synchronized (this.cache) {
            this.cache.keySet().removeIf((other) -> other.name().equals(key.name()) && !other.isSameVersion(key));
            this.cache.put(key, outcome);
            if (this.cache.size() > CACHED) {
                this.cache.remove(this.cache.keySet().iterator().next());
            }
        }
    }

    private static Outcome read(Key key, Path path) throws IOException {
        CsvText text = new CsvText(key.name(), path, false);
        try (CsvRows rows = CsvRows.open(text, key.options().toCsv(), Position.BEGINNING)) {
            return new Outcome(new ReportReading(key.name(), rows, key.options(), LIMIT).read(key.size()), null);
        }
        catch (InterruptedIOException e) {
            throw e;
        }
        catch (SourceException e) {
            return new Outcome(null, e.getMessage());
        }
    }

    @Override
    public void close() {
        this.executor.shutdownNow();
    }

}

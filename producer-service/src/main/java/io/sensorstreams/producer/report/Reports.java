package io.sensorstreams.producer.report;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.sensorstreams.common.web.problem.InvalidParameterException;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.directory.UnfitDialectException;
import io.sensorstreams.producer.directory.UnknownFileException;
import io.sensorstreams.producer.row.ReadFailedException;
import io.sensorstreams.producer.row.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes reports on files, a few at a time, and caches them until the file changes. A
 * request that does not want to wait longer leaves the report to the next request. A
 * failure of the file system is not cached. Thread-safe.
 */
class Reports implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Reports.class);

    private static final int AT_ONCE = 2;

    private static final int MAX_WAITING = 20;

    /** Time after which a file is read again that took too long. */
    private static final Duration PAUSE = Duration.ofHours(1);

    /** Reads a file. */
    @FunctionalInterface
    interface Reader {

        /**
         * Makes the report on a file.
         * @throws SlowReadException when it takes too long
         */
        FileReport read(ReportKey key) throws IOException;

    }

    private final DataDirectory directory;

    private final Duration patience;

    private final Reader reader;

    private final InstantSource clock;

    private final ReportCache cache = new ReportCache();

    private final AtomicInteger waiting = new AtomicInteger();

    private final ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE, (task) -> {
        Thread thread = new Thread(task, "file-report");
        thread.setDaemon(true);
        return thread;
    });

    /** Guarded by itself. */
    private final Map<ReportKey, CompletableFuture<Outcome>> running = new HashMap<>();

    /**
     * Creates the object.
     * @param patience longest time that a request waits for a report
     */
    Reports(DataDirectory directory, Duration patience, Reader reader, InstantSource clock) {
        this.directory = directory;
        this.patience = patience;
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * Returns the report on a file.
     * @throws UnknownFileException when there is no such file
     * @throws ReadFailedException when the file system fails
     * @throws SourceException when the content of the file is invalid
     * @throws InvalidParameterException when it does not fit the dialect of the options
     * @throws ReportBusyException when there is no report yet
     */
    FileReport of(String name, ReportOptions options) throws SourceException {
        ReportKey key = key(name, options);
        Instant now = this.clock.instant();
        Outcome outcome = this.cache.find(key, now);
        if (outcome == null) {
            outcome = await(name, request(key));
        }
        if (outcome instanceof Outcome.Made made) {
            return made.report();
        }
        if (outcome instanceof Outcome.TooSlow slow) {
            throw new ReportBusyException(slow.reason() + ". It is read again on a request after " + slow.until(),
                    Duration.between(now, slow.until()));
        }
        Outcome.Invalid invalid = (Outcome.Invalid) outcome;
        if (invalid.unfit()) {
            throw new InvalidParameterException("dialect", invalid.fault());
        }
        throw new SourceException(invalid.fault());
    }

    private ReportKey key(String name, ReportOptions options) throws SourceException {
        Path path = resolve(name);
        try {
            return ReportKey.of(name, path, options);
        }
        catch (NoSuchFileException e) {
            throw new UnknownFileException(new SourceException(name + " was deleted", e));
        }
        catch (IOException e) {
            LOGGER.atWarn().addKeyValue("file", name).setCause(e).log("A file cannot be read for its report");
            throw new ReadFailedException(name + " cannot be read", e);
        }
    }

    private Path resolve(String name) throws UnknownFileException {
        try {
            return this.directory.resolve(name);
        }
        catch (SourceException e) {
            throw new UnknownFileException(e);
        }
    }

    /** Begins a report, or joins the one that is being made. */
    private CompletableFuture<Outcome> request(ReportKey key) {
        CompletableFuture<Outcome> mine = new CompletableFuture<>();
        synchronized (this.running) {
            CompletableFuture<Outcome> other = this.running.get(key);
            if (other != null) {
                return other;
            }
            if (this.running.keySet().stream().anyMatch(key::isSameFile)) {
                throw new ReportBusyException("Another report on " + key.name() + " is being made");
            }
            if (this.running.size() == AT_ONCE) {
                throw new ReportBusyException(
                        AT_ONCE + " other reports are being made, more are not made at the same time");
            }
            this.running.put(key, mine);
        }
        this.executor.execute(() -> make(key, mine));
        return mine;
    }

    private Outcome await(String name, CompletableFuture<Outcome> outcome) throws ReadFailedException {
        if (this.waiting.incrementAndGet() > MAX_WAITING) {
            this.waiting.decrementAndGet();
            throw new ReportBusyException(MAX_WAITING + " requests wait for reports, no more may wait");
        }
        try {
            return outcome.get(this.patience.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (TimeoutException e) {
            throw new ReportBusyException("The file is large, and the report on it is still being made");
        }
        catch (ExecutionException e) {
            if (e.getCause() instanceof ReportBusyException busy) {
                throw busy;
            }
            throw new ReadFailedException("The report on " + name + " failed", e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReportBusyException("The service stops");
        }
        finally {
            this.waiting.decrementAndGet();
        }
    }

    private void make(ReportKey key, CompletableFuture<Outcome> result) {
        try {
            Outcome outcome = read(key);
            this.cache.keep(key, outcome);
            forget(key);
            result.complete(outcome);
        }
        catch (InterruptedIOException | ReportBusyException e) {
            // The service stops, or the next request finds another version of the file.
            forget(key);
            result.completeExceptionally(e);
        }
        // The outermost frame: the thread makes further reports.
        catch (Exception | Error e) {
            LOGGER.atWarn().addKeyValue("file", key.name()).setCause(e).log("A report failed");
            forget(key);
            result.completeExceptionally(e);
        }
    }

    /**
     * Called before the result is known, so that no later request joins a failed report.
     */
    private void forget(ReportKey key) {
        synchronized (this.running) {
            this.running.remove(key);
        }
    }

    /** Only what does not change before the file does is an outcome. */
    private Outcome read(ReportKey key) throws IOException {
        try {
            return new Outcome.Made(this.reader.read(key));
        }
        catch (SlowReadException e) {
            return new Outcome.TooSlow(String.valueOf(e.getMessage()), this.clock.instant().plus(PAUSE));
        }
        catch (ReadFailedException e) {
            throw e;
        }
        catch (SourceException e) {
            if (!key.isCurrent()) {
                throw new ReportBusyException(key.name() + " changed while it was read");
            }
            return new Outcome.Invalid(String.valueOf(e.getMessage()), e instanceof UnfitDialectException);
        }
    }

    @Override
    public void close() {
        this.executor.shutdownNow();
    }

}

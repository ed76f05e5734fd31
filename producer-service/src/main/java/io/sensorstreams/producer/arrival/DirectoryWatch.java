package io.sensorstreams.producer.arrival;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes those who wait for new files of a directory. Where the file system reports no new
 * files, for example on NFS, they wake up after a time. Thread-safe.
 */
final class DirectoryWatch implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(DirectoryWatch.class);

    private final Path directory;

    private final Map<Long, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

    private final AtomicLong numbers = new AtomicLong();

    private final AtomicReference<@Nullable WatchService> service = new AtomicReference<>();

    private volatile @Nullable WatchKey key;

    private volatile boolean closed;

    DirectoryWatch(Path directory) {
        this.directory = directory;
    }

    /**
     * Returns a future that completes when a file appears after this call; the caller
     * limits its time by {@link #limit}.
     */
    CompletableFuture<Void> signal() {
        register();
        Long number = this.numbers.incrementAndGet();
        CompletableFuture<Void> signal = new CompletableFuture<>();
        this.waiting.put(number, signal);
        var unused = signal.whenComplete((result, failure) -> this.waiting.remove(number));
        return signal;
    }

    /** Runs an action after the signal, at the latest after a time. */
    static void limit(CompletableFuture<Void> signal, Duration time) {
        signal.completeOnTimeout(null, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Does nothing when the directory is watched; tries again when it did not exist. */
    private void register() {
        WatchKey registered = this.key;
        if (this.closed || (registered != null && registered.isValid())) {
            return;
        }
        try {
            this.key = this.directory.register(started(), StandardWatchEventKinds.ENTRY_CREATE);
        }
        catch (IOException | UnsupportedOperationException | ClosedWatchServiceException e) {
            LOGGER.atDebug().setCause(e).log("The data directory is not watched; it is listed regularly");
        }
    }

    private WatchService started() throws IOException {
        WatchService known = this.service.get();
        if (known != null) {
            return known;
        }
        WatchService created = this.directory.getFileSystem().newWatchService();
        if (this.service.compareAndSet(null, created)) {
            start(created);
            return created;
        }
        created.close();
        return started();
    }

    private void start(WatchService watched) {
        Thread thread = new Thread(() -> watch(watched), "files-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(WatchService watched) {
        try {
            while (true) {
                WatchKey changed = watched.take();
                changed.pollEvents();
                changed.reset();
                List.copyOf(this.waiting.values()).forEach((signal) -> signal.complete(null));
            }
        }
        catch (ClosedWatchServiceException e) {
            // The service stops.
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        this.closed = true;
        try {
            WatchService started = this.service.get();
            if (started != null) {
                started.close();
            }
        }
        catch (IOException e) {
            LOGGER.atDebug().setCause(e).log("Closing the watch of the data directory failed");
        }
    }

}

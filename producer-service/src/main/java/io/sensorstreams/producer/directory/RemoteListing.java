package io.sensorstreams.producer.directory;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the last list of an object store showed. A request for it lists the store in the
 * background when the list is old, and never waits. Thread-safe.
 */
final class RemoteListing implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(RemoteListing.class);

    private static final long FRESH = TimeUnit.SECONDS.toNanos(10);

    private final Path root;

    private final ThreadPoolExecutor executor;

    /** When the last list began. */
    private final AtomicLong begun = new AtomicLong(System.nanoTime() - 2 * FRESH);

    private volatile Map<String, BasicFileAttributes> files = Map.of();

    RemoteListing(Path root) {
        this.root = root;
        this.executor = new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1), (task) -> {
            Thread thread = new Thread(task, "files-list");
            thread.setDaemon(true);
            return thread;
        });
        this.executor.allowCoreThreadTimeOut(true);
    }

    Optional<BasicFileAttributes> find(String name) {
        refresh();
        return Optional.ofNullable(this.files.get(name));
    }

    List<String> names(Predicate<String> wanted) {
        refresh();
        return this.files.keySet().stream().filter(wanted).toList();
    }

    private void refresh() {
        long before = this.begun.get();
        long now = System.nanoTime();
        if (now - before > FRESH && this.begun.compareAndSet(before, now)) {
            try {
                this.executor.execute(this::list);
            }
            catch (RejectedExecutionException e) {
                LOGGER.atDebug().log("The object store is still being listed");
            }
        }
    }

    private void list() {
        Map<String, BasicFileAttributes> found = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(this.root)) {
            for (Path entry : entries) {
                String name = FileNames.of(entry);
                if (FileNames.isValid(name)) {
                    found.put(name, Files.readAttributes(entry, BasicFileAttributes.class));
                }
            }
            this.files = Map.copyOf(found);
        }
        catch (IOException | DirectoryIteratorException e) {
            LOGGER.atDebug().setCause(e).log("The object store cannot be listed, trying again");
        }
    }

    @Override
    public void close() {
        this.executor.shutdownNow();
    }

}

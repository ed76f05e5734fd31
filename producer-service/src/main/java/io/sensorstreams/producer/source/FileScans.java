package io.sensorstreams.producer.source;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;

/**
 * Scans of files, remembered until a file changes. A small file is scanned at once, a
 * large one by a thread in the background. Thread-safe.
 */
final class FileScans implements AutoCloseable {

    /** A file up to this size is scanned in some ten milliseconds. */
    private static final long SMALL = 4 << 20;

    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private final ExecutorService background = Executors.newSingleThreadExecutor((task) -> {
        Thread thread = new Thread(task, "file-scan");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * What is known of a file now; of a large file at first only the header.
     * @throws IOException when the file is not there
     */
    FileScan scan(CsvText text) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(text.path(), BasicFileAttributes.class);
        Version version = new Version(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        Known before = this.known.get(text.name());
        if (before != null && before.version.equals(version)) {
            return before.scan;
        }
        if (version.size <= SMALL) {
            return remember(text, version, FileScan.ofAll(text));
        }
        FileScan header = remember(text, version, FileScan.ofHeader(text));
        if (header.fault().isEmpty()) {
            this.background.execute(() -> scanAll(text, version));
        }
        return header;
    }

    private void scanAll(CsvText text, Version version) {
        try {
            FileScan scan = FileScan.ofAll(text);
            this.known.computeIfPresent(text.name(),
                    (name, now) -> now.version.equals(version) ? new Known(version, scan) : now);
        }
        catch (InterruptedIOException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FileScan remember(CsvText text, Version version, FileScan scan) {
        this.known.put(text.name(), new Known(version, scan));
        return scan;
    }

    @Override
    public void close() {
        this.background.shutdownNow();
    }

    /** Tells a file from what had its name before. */
    private record Version(long size, FileTime modified, @Nullable Object key) {
    }

    private record Known(Version version, FileScan scan) {
    }

}

package io.sensorstreams.producer.source;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The scans of files that were asked for last, in bounded memory. Thread-safe.
 */
final class ScanCache {

    /** Tells a file from what had its name before. */
    record Version(long size, FileTime modified, @Nullable Object key) {

        static Version of(BasicFileAttributes file) {
            return new Version(file.size(), file.lastModifiedTime(), file.fileKey());
        }

    }

    /**
     * A scan that is remembered.
     *
     * @param over whether no other scan of this version follows
     */
    record Known(Version version, FileScan scan, boolean over) {
    }

    private record Entry(Known known, long weight) {
    }

    private static final int MAX_HEADERS = 100;

    private final long maxWeight;

    private final Map<String, Entry> scans = new LinkedHashMap<>(16, 0.75f, true);

    /** Files of one station have the same header. */
    private final Map<List<String>, List<String>> headers = new LinkedHashMap<>(16, 0.75f, true);

    private long weight;

    /**
     * Creates an empty cache.
     * @param maxWeight most bytes that it takes, roughly
     */
    ScanCache(long maxWeight) {
        this.maxWeight = maxWeight;
    }

    /** The scan of a version of a file; empty when it was not scanned or is forgotten. */
    synchronized Optional<Known> find(String name, Version version) {
        return Optional.ofNullable(this.scans.get(name))
            .map(Entry::known)
            .filter((known) -> known.version().equals(version));
    }

    /** Remembers a scan and forgets those that nobody asked for. */
    synchronized void put(String name, Version version, FileScan scan, boolean over) {
        List<String> shared = this.headers.putIfAbsent(scan.columns(), scan.columns());
        if (this.headers.size() > MAX_HEADERS) {
            removeOldest(this.headers.values().iterator());
        }
        // A header that others have costs nothing.
        long added = scan.withColumns((shared != null) ? List.of() : scan.columns()).weight();
        FileScan kept = (shared != null) ? scan.withColumns(shared) : scan;
        Entry before = this.scans.put(name, new Entry(new Known(version, kept, over), added));
        this.weight += added - ((before != null) ? before.weight() : 0);
        Iterator<Entry> oldest = this.scans.values().iterator();
        while (this.weight > this.maxWeight && this.scans.size() > 1) {
            this.weight -= removeOldest(oldest).weight();
        }
    }

    private static <T> T removeOldest(Iterator<T> inOrder) {
        T oldest = inOrder.next();
        inOrder.remove();
        return oldest;
    }

}

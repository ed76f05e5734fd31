package io.sensorstreams.producer.directory;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Caches the most recently used results of scans, in bounded memory. Thread-safe.
 */
final class ScanCache {

    record Version(long size, FileTime modified, @Nullable Object key) {

        static Version of(BasicFileAttributes file) {
            return new Version(file.size(), file.lastModifiedTime(), file.fileKey());
        }

    }

    /** The scan is over when the result is final. */
    record Known(Version version, FileScan scan, boolean over) {
    }

    /** Shared and counted by results: files of one station have the same header. */
    private static final class Header {

        private final List<String> columns;

        private int scans;

        Header(List<String> columns) {
            this.columns = columns;
        }

        long weight() {
            return this.columns.stream().mapToLong((column) -> 64 + 2L * column.length()).sum();
        }

    }

    private final long maxWeight;

    private final Map<String, Known> scans = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<List<String>, Header> headers = new HashMap<>();

    private long weight;

    /** The weight is an approximate size in bytes. */
    ScanCache(long maxWeight) {
        this.maxWeight = maxWeight;
    }

    synchronized Optional<Known> find(String name, Version version) {
        return Optional.ofNullable(this.scans.get(name)).filter((known) -> known.version().equals(version));
    }

    /** Adds a result and evicts the least recently used ones. */
    synchronized void put(String name, Version version, FileScan scan, boolean over) {
        Known before = this.scans.remove(name);
        if (before != null) {
            release(before.scan());
        }
        this.weight += scan.weight();
        this.scans.put(name, new Known(version, scan.withColumns(share(scan.columns())), over));
        Iterator<Known> oldest = this.scans.values().iterator();
        while (this.weight > this.maxWeight && this.scans.size() > 1) {
            Known forgotten = oldest.next();
            oldest.remove();
            release(forgotten.scan());
        }
    }

    private List<String> share(List<String> columns) {
        Header header = this.headers.computeIfAbsent(columns, Header::new);
        if (header.scans++ == 0) {
            this.weight += header.weight();
        }
        return header.columns;
    }

    private void release(FileScan scan) {
        this.weight -= scan.weight();
        this.headers.computeIfPresent(scan.columns(), (columns, header) -> {
            if (--header.scans > 0) {
                return header;
            }
            this.weight -= header.weight();
            return null;
        });
    }

}

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

    private record Entry(Known known, Header header) {

        long weight() {
            return this.known.scan().weight();
        }

    }

    /** Shared and counted by results: files of one station have the same header. */
    private static final class Header {

        private final List<String> columns;

        private final long weight;

        private int scans;

        Header(List<String> columns) {
            this.columns = columns;
            this.weight = columns.stream().mapToLong((column) -> 64 + 2L * column.length()).sum();
        }

    }

    private final long maxWeight;

    private final Map<String, Entry> scans = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<List<String>, Header> headers = new HashMap<>();

    private long weight;

    /** The weight is an approximate size in bytes. */
    ScanCache(long maxWeight) {
        this.maxWeight = maxWeight;
    }

    synchronized Optional<Known> find(String name, Version version) {
        return Optional.ofNullable(this.scans.get(name))
            .map(Entry::known)
            .filter((known) -> known.version().equals(version));
    }

    /** Adds a result and evicts the least recently used ones. */
    synchronized void put(String name, Version version, FileScan scan, boolean over) {
        Entry before = this.scans.remove(name);
        if (before != null) {
            release(before);
        }
        Header header = share(scan.columns());
        Entry added = new Entry(new Known(version, scan.withColumns(header.columns), over), header);
        this.weight += added.weight();
        this.scans.put(name, added);
        Iterator<Entry> oldest = this.scans.values().iterator();
        while (this.weight > this.maxWeight && this.scans.size() > 1) {
            Entry forgotten = oldest.next();
            oldest.remove();
            release(forgotten);
        }
    }

    private Header share(List<String> columns) {
        Header header = this.headers.computeIfAbsent(columns, Header::new);
        if (header.scans == 0) {
            this.weight += header.weight;
        }
        header.scans++;
        return header;
    }

    private void release(Entry entry) {
        this.weight -= entry.weight();
        Header header = entry.header();
        header.scans--;
        if (header.scans == 0) {
            this.weight -= header.weight;
            this.headers.remove(header.columns);
        }
    }

}

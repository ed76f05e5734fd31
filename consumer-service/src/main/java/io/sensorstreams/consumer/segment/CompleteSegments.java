package io.sensorstreams.consumer.segment;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

import io.sensorstreams.common.ledger.LedgerEntry;

/**
 * The complete segments of a partition until they are committed together. They are
 * published one after the other, in several calls if that takes long. Owned by one
 * thread.
 */
public final class CompleteSegments {

    private final SegmentStore store;

    /** Entries to commit, by the name of the temporary file. */
    private final Map<String, LedgerEntry> entries = new LinkedHashMap<>();

    /** Number of entries that are published, from the first one. */
    private int published;

    public CompleteSegments(SegmentStore store) {
        this.store = store;
    }

    /** Adds a durable temporary file. */
    public void add(String temporary, LedgerEntry entry) {
        this.entries.put(temporary, entry);
    }

    public boolean isEmpty() {
        return this.entries.isEmpty();
    }

    public boolean isPublished() {
        return this.published == this.entries.size();
    }

    /**
     * Publishes segments. After a failure, none of them can be committed.
     * @param enough whether the rest waits for the next call
     * @return whether all of them are published
     */
    public boolean publish(BooleanSupplier enough) throws IOException {
        boolean any = false;
        for (Map.Entry<String, LedgerEntry> segment : List.copyOf(this.entries.entrySet())
            .subList(this.published, this.entries.size())) {
            if (enough.getAsBoolean()) {
                break;
            }
            this.entries.put(segment.getKey(), this.store.publish(segment.getKey(), segment.getValue()));
            this.published++;
            any = true;
        }
        if (any) {
            this.store.force();
        }
        return isPublished();
    }

    public List<LedgerEntry> entries() {
        return List.copyOf(this.entries.values());
    }

    public Set<String> temporary() {
        return Set.copyOf(this.entries.keySet());
    }

    /** Handles their commit. */
    public void committed() {
        this.entries.clear();
        this.published = 0;
    }

    /** Deletes the published files, or leaves them to the recovery. */
    public void delete() throws IOException {
        for (LedgerEntry entry : this.entries.values()) {
            this.store.delete(entry.file());
        }
    }

}

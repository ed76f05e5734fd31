package io.sensorstreams.consumer.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A directory with the names that programs see and the names that are durable. Each
 * change that is not durable survives a power failure or not, independently of the
 * others. A rename survives as a whole.
 */
final class DiskDirectory implements DiskNode {

    private record Change(Optional<String> removed, Optional<String> added, DiskNode node) {

        void applyTo(SortedMap<String, DiskNode> names) {
            this.removed.ifPresent(names::remove);
            this.added.ifPresent((name) -> names.put(name, this.node));
        }

        Call force() {
            if (this.removed.isEmpty()) {
                return Call.FORCE_ADDED;
            }
            return this.added.isPresent() ? Call.FORCE_RENAMED : Call.FORCE_REMOVED;
        }

    }

    private final List<Change> pending = new ArrayList<>();

    private SortedMap<String, DiskNode> durable = new TreeMap<>();

    private SortedMap<String, DiskNode> current = new TreeMap<>();

    SortedMap<String, DiskNode> names() {
        return this.current;
    }

    void add(String name, DiskNode node) {
        change(new Change(Optional.empty(), Optional.of(name), node));
    }

    void remove(String name) {
        change(new Change(Optional.of(name), Optional.empty(), this.current.get(name)));
    }

    void rename(String name, String to) {
        change(new Change(Optional.of(name), Optional.of(to), this.current.get(name)));
    }

    private void change(Change change) {
        this.pending.add(change);
        change.applyTo(this.current);
    }

    void force() {
        become(this.current);
    }

    @Override
    public int unforced() {
        return this.pending.size();
    }

    /** Kind of a force at this moment. */
    Call forceCall() {
        return this.pending.stream().map(Change::force).max(Call::compareTo).orElse(Call.FORCE_ADDED);
    }

    /** Possible contents after a power failure; the first one has all changes. */
    List<SortedMap<String, DiskNode>> survivors() {
        List<SortedMap<String, DiskNode>> survivors = new ArrayList<>();
        for (int lost = 0; lost < 1 << this.pending.size(); lost++) {
            SortedMap<String, DiskNode> names = new TreeMap<>(this.durable);
            for (int i = 0; i < this.pending.size(); i++) {
                if ((lost & (1 << i)) == 0) {
                    this.pending.get(i).applyTo(names);
                }
            }
            if (!survivors.contains(names)) {
                survivors.add(names);
            }
        }
        return survivors;
    }

    /** Replaces all names. */
    void become(SortedMap<String, DiskNode> names) {
        this.durable = new TreeMap<>(names);
        this.current = new TreeMap<>(names);
        this.pending.clear();
    }

}

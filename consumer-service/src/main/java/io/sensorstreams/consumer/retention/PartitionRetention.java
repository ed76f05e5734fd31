package io.sensorstreams.consumer.retention;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the files of one recovered partition that retention removes. It knows what is
 * committed, because the partition's owner reports each commit. Only sealed files on the
 * owner's disk or in its store are removed, the oldest first. The newest file of the
 * partition stays: its end is where the group continues if Kafka has forgotten the
 * group's offset. Owned by the partition's thread.
 */
public final class PartitionRetention {

    /** Time between two checks. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Limit of one transaction and of its log message. */
    private static final int MOST_FILES = 100;

    private final RetentionPolicy policy;

    private final Predicate<LedgerEntry> held;

    private final LastWrite lastWrite;

    private final String owner;

    private final Clock clock;

    private final Map<String, LedgerEntry> committed = new LinkedHashMap<>();

    private List<LedgerGap> ranges = List.of();

    private DisputedFiles disputed = DisputedFiles.NONE;

    private @Nullable Removal next;

    private Instant checkAt = Instant.MIN;

    @FunctionalInterface
    public interface LastWrite {

        /** When a file was written last; empty when it is missing. */
        Optional<Instant> of(LedgerEntry file) throws IOException;

    }

    /**
     * Creates the retention of a partition without files.
     * @param held whether a file is on the disk or in the store of the owner
     * @param owner this instance
     */
    public PartitionRetention(RetentionPolicy policy, Predicate<LedgerEntry> held, LastWrite lastWrite, String owner,
            Clock clock) {
        this.policy = policy;
        this.held = held;
        this.lastWrite = lastWrite;
        this.owner = owner;
        this.clock = clock;
    }

    /** Sets what is committed, after a recovery. */
    public void startAt(List<LedgerEntry> files, List<LedgerGap> gaps, DisputedFiles invalid) {
        remember(files);
        this.ranges = gaps.stream().filter(LedgerGap::isRetention).toList();
        this.disputed = invalid;
    }

    private void remember(List<LedgerEntry> files) {
        if (!this.policy.isUnlimited()) {
            files.forEach((file) -> this.committed.put(file.file(), file));
        }
    }

    /** Checks the limits, unless a check was a moment ago or a removal waits. */
    public void check() throws IOException {
        Instant now = this.clock.instant();
        if (this.policy.isUnlimited() || this.next != null || now.isBefore(this.checkAt)) {
            return;
        }
        this.checkAt = now.plus(INTERVAL);
        List<LedgerEntry> files = expired(now);
        if (!files.isEmpty()) {
            this.next = Removal.of(files, this.ranges, now, this.owner);
        }
    }

    private List<LedgerEntry> expired(Instant now) throws IOException {
        long newest = this.committed.values().stream().mapToLong(LedgerEntry::nextOffset).max().orElse(0);
        List<LedgerEntry> oldestFirst = this.committed.values()
            .stream()
            .filter(this.held)
            .sorted(Comparator.comparingLong(LedgerEntry::nextOffset))
            .toList();
        long bytes = oldestFirst.stream().mapToLong(LedgerEntry::bytes).sum();
        List<LedgerEntry> expired = new ArrayList<>();
        for (LedgerEntry file : oldestFirst) {
            if (!file.sealed() || file.nextOffset() == newest || this.disputed.has(file.file())) {
                continue;
            }
            if (expired.size() == MOST_FILES || !(isTooMuch(bytes) || isTooOld(file, now))) {
                break;
            }
            expired.add(file);
            bytes -= file.bytes();
        }
        return expired;
    }

    private boolean isTooMuch(long bytes) {
        Long limit = this.policy.bytes();
        return limit != null && bytes > limit;
    }

    /** A file that is missing is left to the checks of the directory. */
    private boolean isTooOld(LedgerEntry file, Instant now) throws IOException {
        Duration limit = this.policy.age();
        if (limit == null) {
            return false;
        }
        return this.lastWrite.of(file)
            .filter((written) -> Duration.between(written, now).compareTo(limit) >= 0)
            .isPresent();
    }

    /** Returns what the next commit removes. */
    public Optional<Removal> next() {
        return Optional.ofNullable(this.next);
    }

    /**
     * Marks files and the removal as committed.
     * @param changed new state of the files of the commit
     * @return the removal, whose files must be deleted now
     */
    public Optional<Removal> committed(List<LedgerEntry> changed) {
        Optional<Removal> removed = next();
        remember(changed);
        removed.ifPresent((removal) -> {
            removal.files().forEach((file) -> this.committed.remove(file.file()));
            this.ranges = List.of(removal.range());
        });
        this.next = null;
        // More files than one transaction takes may be waiting.
        this.checkAt = removed.isPresent() ? Instant.MIN : this.checkAt;
        return removed;
    }

}

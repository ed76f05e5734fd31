package io.sensorstreams.consumer.status;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.sensorstreams.consumer.sink.PartitionKey;

/**
 * Holds the last snapshot of every partition that is assigned to this instance, and the
 * partitions that its disk refuses to write. The partitions' threads write, any thread
 * reads.
 */
public final class PartitionStatuses {

    private final Map<PartitionKey, PartitionSnapshot> snapshots = new ConcurrentHashMap<>();

    private final Map<PartitionKey, Membership> memberships = new ConcurrentHashMap<>();

    private final Map<PartitionKey, String> unwritable = new ConcurrentHashMap<>();

    /** Committed rows whose files are no longer on the disk. */
    private final Map<PartitionKey, Long> missing = new ConcurrentHashMap<>();

    private final Clock clock;

    public PartitionStatuses(Clock clock) {
        this.clock = clock;
    }

    public void put(PartitionKey partition, PartitionSnapshot snapshot) {
        this.snapshots.put(partition, snapshot);
    }

    /** From now on, shows the partition as unknown while the membership is unknown. */
    public void showMembership(PartitionKey partition, Membership membership) {
        this.memberships.put(partition, membership);
    }

    public void remove(PartitionKey partition) {
        this.snapshots.remove(partition);
        this.memberships.remove(partition);
        this.unwritable.remove(partition);
        this.missing.remove(partition);
    }

    public Optional<PartitionSnapshot> get(PartitionKey partition) {
        return Optional.ofNullable(this.snapshots.get(partition)).map((snapshot) -> known(partition, snapshot));
    }

    Map<PartitionKey, PartitionSnapshot> all() {
        Map<PartitionKey, PartitionSnapshot> all = new HashMap<>();
        this.snapshots.forEach((partition, snapshot) -> all.put(partition, known(partition, snapshot)));
        return all;
    }

    private PartitionSnapshot known(PartitionKey partition, PartitionSnapshot snapshot) {
        Membership membership = this.memberships.get(partition);
        return (membership != null && membership.isUnknown()) ? snapshot.unknown(membership.reason()) : snapshot;
    }

    /** Shows that the disk refuses a partition's rows. */
    public void showUnwritable(PartitionKey partition, String reason) {
        this.unwritable.put(partition, reason);
    }

    /** Clears the failure of the disk for a partition. */
    public void showWritable(PartitionKey partition) {
        this.unwritable.remove(partition);
    }

    /** Partitions whose rows the disk refuses, with the reason. */
    Map<PartitionKey, String> unwritable() {
        return Map.copyOf(this.unwritable);
    }

    /** Shows how many committed rows of a partition are missing on the disk. */
    public void showMissing(PartitionKey partition, long rows) {
        if (rows > 0) {
            this.missing.put(partition, rows);
        }
        else {
            this.missing.remove(partition);
        }
    }

    /** Committed rows of a sink that are no longer on the disk. */
    double missingRows(String group, String topic) {
        return (double) this.missing.entrySet()
            .stream()
            .filter((entry) -> entry.getKey().group().equals(group) && entry.getKey().topic().equals(topic))
            .mapToLong(Map.Entry::getValue)
            .sum();
    }

    Duration unflushedAge(String group, String topic) {
        return of(group, topic).map((snapshot) -> snapshot.unflushedAge(this.clock.instant()))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    }

    long count(String group, String topic, PartitionState state) {
        return of(group, topic).filter((snapshot) -> snapshot.state() == state).count();
    }

    private Stream<PartitionSnapshot> of(String group, String topic) {
        return this.snapshots.entrySet()
            .stream()
            .filter((entry) -> entry.getKey().group().equals(group) && entry.getKey().topic().equals(topic))
            .map((entry) -> known(entry.getKey(), entry.getValue()));
    }

}

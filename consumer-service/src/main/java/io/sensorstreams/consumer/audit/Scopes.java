package io.sensorstreams.consumer.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.ledger.LedgerName;
import io.sensorstreams.consumer.bytes.CommittedBytes;
import io.sensorstreams.consumer.compare.PartitionScope;
import io.sensorstreams.consumer.compare.Segment;
import io.sensorstreams.consumer.directory.DirectoryLabel;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.standing.CommittedState;
import io.sensorstreams.consumer.standing.CommittedStates;
import io.sensorstreams.consumer.standing.StartingPoint;
import io.sensorstreams.consumer.standing.TopicOffsets;
import io.sensorstreams.consumer.store.ObjectStores;

import org.springframework.stereotype.Component;

/**
 * Determines what an audit compares, while rows are still being written.
 */
@Component
class Scopes {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Ledger ledger;

    private final CommittedStates committed;

    private final TopicOffsets offsets;

    private final ObjectStores stores;

    private final String instance;

    Scopes(Ledger ledger, CommittedStates committed, TopicOffsets offsets, ObjectStores stores,
            SensorProperties properties) {
        this.stores = stores;
        this.ledger = ledger;
        this.committed = committed;
        this.offsets = offsets;
        this.instance = properties.instance();
    }

    /**
     * Scopes of a sink's partitions, including those that are only in the ledger.
     * @param readsStores whether the audit reads object stores. The part of another
     * replica's audit does not: that replica reads them
     */
    List<PartitionScope> of(Sink sink, boolean readsStores) throws IOException, TimeoutException, InterruptedException {
        List<PartitionScope> scopes = new ArrayList<>();
        for (StartingPoint point : this.committed.all(sink).values()) {
            int partition = point.state().key().partition();
            long next = point.state().nextOffset();
            scopes.add(new PartitionScope(sink, partition, segments(sink, partition, point.files(), readsStores),
                    strays(sink, point.state(), next), point.begin(), point.end(), next, gaps(point.state()),
                    isLabelled(sink, partition, point.files())));
        }
        return scopes;
    }

    private boolean isLabelled(Sink sink, int partition, List<LedgerEntry> entries) throws IOException {
        boolean ours = entries.stream().anyMatch(this::isOfThisDisk);
        try {
            return DirectoryLabel.read(sink.partitionDirectory(partition)).isPresent() || !ours;
        }
        catch (RecoveryException e) {
            return false;
        }
    }

    private boolean isOfThisDisk(LedgerEntry entry) {
        return entry.owner().equals(this.instance) && !entry.disk().isEmpty() && !entry.isInStore();
    }

    /** Gaps in the audited range. A listener may record later gaps during the audit. */
    private static List<LedgerGap> gaps(CommittedState state) {
        return state.gaps().stream().filter((gap) -> gap.from() < state.nextOffset()).toList();
    }

    /** Whether files were truncated or deleted since: by a replay, or by retention. */
    boolean wasCut(PartitionScope scope) throws TimeoutException, InterruptedException {
        this.ledger.awaitCaughtUp(PATIENCE);
        List<LedgerEntry> now = this.ledger.files(scope.sink().group(), scope.sink().topic(), scope.partition());
        return scope.segments()
            .stream()
            .map(Segment::entry)
            .anyMatch((then) -> now.stream()
                .noneMatch((entry) -> entry.file().equals(then.file()) && entry.bytes() >= then.bytes()
                        && Objects.equals(entry.object(), then.object())));
    }

    private List<Segment> segments(Sink sink, int partition, List<LedgerEntry> entries, boolean readsStores)
            throws IOException, TimeoutException, InterruptedException {
        List<Segment> segments = new ArrayList<>();
        Optional<DirectoryLabel> label = DirectoryLabel.readIfIntact(sink.partitionDirectory(partition));
        long begun = entries.stream().mapToLong(LedgerEntry::firstOffset).max().orElse(0);
        // Other instances that share this disk may have written files of the directory.
        Set<String> disks = entries.stream()
            .filter(this::isOfThisDisk)
            .map(LedgerEntry::disk)
            .collect(Collectors.toSet());
        for (LedgerEntry entry : entries) {
            if (entry.isInStore()) {
                segments
                    .add(new Segment(entry, CommittedBytes.inStore(entry, this.stores), readsStores, readsStores, 0));
                continue;
            }
            Path path = sink.partitionDirectory(partition).resolve(entry.file());
            // A replay shortens the last files in the ledger; the next start truncates
            // them.
            boolean last = entry.nextOffset() > begun;
            boolean ours = entry.owner().equals(this.instance) || disks.contains(entry.disk());
            // Without a label, assume the same disk if the rows are there.
            boolean here = label.isPresent() ? label.get().holds(entry) : entry.disk().isEmpty() || ours;
            long uncommitted = here ? Segment.uncommitted(entry, path) : 0;
            boolean judged = uncommitted > 0 && ((entry.sealed() && !last) || isIdle(entry));
            segments.add(new Segment(entry, path, here, ours || here, judged ? uncommitted : 0));
        }
        return segments;
    }

    /** Everything is committed, so later bytes do not belong to a commit in progress. */
    private boolean isIdle(LedgerEntry entry) throws TimeoutException, InterruptedException {
        long end = this.offsets.ends(entry.topic()).getOrDefault(entry.partition(), 0L);
        CommittedState now = this.committed.of(new PartitionKey(entry.group(), entry.topic(), entry.partition()),
                PATIENCE);
        return now.committedOffset().orElse(0) >= end && now.files().contains(entry);
    }

    /**
     * Returns the scope without the files that retention has removed since. Later rows
     * are not added: other replicas may have compared theirs already.
     * @return empty when retention has removed none
     */
    Optional<PartitionScope> withoutRemoved(PartitionScope scope) {
        Sink sink = scope.sink();
        // The files first: their range is in the ledger before they are not.
        Set<String> files = this.ledger.files(sink.group(), sink.topic(), scope.partition())
            .stream()
            .map(LedgerEntry::file)
            .collect(Collectors.toSet());
        List<LedgerGap> retained = retained(this.ledger.gaps(sink.group(), sink.topic(), scope.partition()));
        List<Segment> rest = scope.segments()
            .stream()
            .filter((segment) -> files.contains(segment.entry().file())
                    || retained.stream().noneMatch((gap) -> covers(gap, segment.entry())))
            .toList();
        if (rest.size() == scope.segments().size()) {
            return Optional.empty();
        }
        List<LedgerGap> gaps = new ArrayList<>(scope.gaps().stream().filter((gap) -> !gap.isRetention()).toList());
        retained.stream().filter((gap) -> gap.from() < scope.committed()).forEach(gaps::add);
        return Optional.of(scope.with(rest, gaps));
    }

    /** A replay of some rows of a removed file has shortened the range. */
    private static boolean covers(LedgerGap gap, LedgerEntry file) {
        return gap.from() <= file.firstOffset() && file.nextOffset() <= gap.to();
    }

    private static List<LedgerGap> retained(List<LedgerGap> gaps) {
        return gaps.stream().filter(LedgerGap::isRetention).toList();
    }

    /** Files that retention removed from the ledger are deleted in a moment. */
    private static List<Path> strays(Sink sink, CommittedState state, long next) throws IOException {
        int partition = state.key().partition();
        List<LedgerGap> retained = retained(state.gaps());
        Path directory = sink.partitionDirectory(partition);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        Set<String> known = state.files().stream().map(LedgerEntry::file).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter((file) -> {
                String name = String.valueOf(file.getFileName());
                long first = LedgerName.firstOffset(sink.topic(), partition, name).orElse(next);
                return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !known.contains(name) && first < next
                        && retained.stream().noneMatch((gap) -> gap.from() <= first && first < gap.to());
            }).sorted().toList();
        }
    }

}

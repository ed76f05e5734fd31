package io.sensorstreams.consumer.sink;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerName;
import io.sensorstreams.consumer.directory.DirectoryLabel;
import io.sensorstreams.consumer.directory.PartitionDirectory;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.directory.SegmentName;
import io.sensorstreams.consumer.store.ObjectSegments;
import io.sensorstreams.consumer.store.OtherObjects;
import io.sensorstreams.consumer.store.PartitionObjects;
import io.sensorstreams.consumer.store.SegmentPlace;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores a partition's directory to the state in the ledger. Files are truncated to
 * their committed length. Files that are not in the ledger are deleted: they were never
 * committed, or a replay or retention discarded them. Temporary files are deleted. Files
 * of a topic that was replaced are set aside. With an object store, the objects of the
 * partition are checked, and those that are not in the ledger are deleted later. All
 * files are checked before any of them is changed. Read what is committed only after
 * {@link #begin}, which locks the directory: before it, another instance on the same disk
 * may commit more. Owned by one thread.
 */
public final class Recovery implements Closeable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Recovery.class);

    /** Time after the largest age of a segment, after which nobody writes the file. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private final PartitionDirectory directory;

    private final Sink sink;

    private final int partition;

    private boolean refused;

    private boolean handedOver;

    private Recovery(PartitionDirectory directory, Sink sink, int partition) {
        this.directory = directory;
        this.sink = sink;
        this.partition = partition;
    }

    /** Locks the directory, and creates it if missing; fails while a writer uses it. */
    public static Recovery begin(Sink sink, int partition) throws IOException {
        return new Recovery(PartitionDirectory.open(sink.partitionDirectory(partition)), sink, partition);
    }

    /** Checks that the directory was not removed, before {@link #begin} creates it. */
    public static void checkNotRemoved(Sink sink, int partition, String owner, List<LedgerEntry> committed)
            throws RecoveryException {
        Path directory = sink.partitionDirectory(partition);
        if (Files.notExists(directory)) {
            RecoveryChecks.checkNoneOf(owner, committed, directory.toString(), "it does not exist");
        }
    }

    /**
     * Whether the directory of a partition that another replica owns contains uncommitted
     * files or bytes, judged by names and lengths. A temporary file counts when it is
     * old: on a shared disk, the owner writes others all the time.
     * @param oldest when the owner may have begun the files that it writes
     */
    public static boolean hasLeftovers(Sink sink, int partition, List<LedgerEntry> committed, Instant oldest)
            throws IOException {
        Path directory = sink.partitionDirectory(partition);
        if (!Files.isDirectory(directory)) {
            return false;
        }
        Optional<DirectoryLabel> label = DirectoryLabel.read(directory);
        Map<String, LedgerEntry> here = committed.stream()
            .filter((entry) -> label.isEmpty() || label.get().holds(entry))
            .collect(Collectors.toMap(LedgerEntry::file, Function.identity()));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                LedgerEntry entry = here.get(name);
                if (SegmentName.isTemporary(sink.topic(), partition, name)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(oldest.minus(ABANDONED))) {
                    return true;
                }
                if (LedgerName.firstOffset(sink.topic(), partition, name).isPresent()
                        && (entry == null || Files.size(file) > entry.bytes())) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Returns a writer that continues the recovered files and closes the directory.
     * @throws RecoveryException when committed bytes are missing or changed
     */
    public PartitionWriter writer(RecoveryTarget target) throws IOException {
        try {
            Writing writing = this.sink.writing();
            PartitionObjects objects = objects(target.settings());
            List<RecoveredFile> open = restore(target, writing::continues, objects);
            PartitionWriter writer = writing.writer(
                    new WriterContext(this.sink, this.partition, target, this.directory, objects), target.files(),
                    open);
            this.handedOver = true;
            new OtherObjects(target.files(), (objects != null) ? objects.address() : null).log(place());
            return writer;
        }
        catch (RecoveryException e) {
            this.refused = true;
            throw e;
        }
    }

    private @Nullable PartitionObjects objects(WriterSettings settings) {
        ObjectSegments store = settings.store();
        return (store != null)
                ? new PartitionObjects(store, place(), settings.cluster(), settings.topicId(), settings.clock()) : null;
    }

    private SegmentPlace place() {
        return new SegmentPlace(this.sink.group(), this.sink.topic(), this.partition);
    }

    /**
     * Recovers the directory with the same checks, but without a writer. Objects are left
     * to the owner of the partition.
     */
    public void clear(RecoveryTarget target) throws IOException {
        restore(target, (entry) -> false, null);
    }

    private List<RecoveredFile> restore(RecoveryTarget target, Predicate<LedgerEntry> continued,
            @Nullable PartitionObjects objects) throws IOException {
        RecoveryChecks checks = new RecoveryChecks(this.directory, this.sink, this.partition, target);
        List<RecoveredFile> open = checks.run(continued);
        if (objects != null) {
            objects.recover(target);
        }
        for (String name : checks.unknown()) {
            remove(name, checks.replacedTopic(), checks.isRemoved(name));
        }
        for (String name : checks.temporary()) {
            this.directory.delete(name);
        }
        for (LedgerEntry entry : checks.here()) {
            cut(entry);
        }
        Optional<DirectoryLabel> label = checks.newLabel();
        if (label.isPresent()) {
            this.directory.label(label.get());
        }
        // Always: a previous process may have been killed between a change and its force.
        this.directory.force();
        return open;
    }

    private void remove(String name, Optional<String> replacedTopic, boolean retained) throws IOException {
        if (replacedTopic.isPresent()) {
            this.directory.setAside(name, "replaced-" + replacedTopic.get());
        }
        else {
            this.directory.delete(name);
        }
        LOGGER.atInfo()
            .addKeyValue("topic", this.sink.topic())
            .addKeyValue("partition", this.partition)
            .addKeyValue("file", this.directory.path(name))
            .log(replacedTopic.isPresent() ? "Set aside a file of the topic that was replaced" : retained
                    ? "Deleted a file that retention removed from the ledger"
                    : "Deleted a file that is not in the ledger: it was never committed, or a replay discarded it");
    }

    private void cut(LedgerEntry entry) throws IOException {
        if (this.directory.size(entry.file()) == entry.bytes()) {
            return;
        }
        LOGGER.atInfo()
            .addKeyValue("topic", this.sink.topic())
            .addKeyValue("partition", this.partition)
            .addKeyValue("file", this.directory.path(entry.file()))
            .addKeyValue("from", this.directory.size(entry.file()))
            .addKeyValue("to", entry.bytes())
            .log("Truncated a file to its committed length");
        this.directory.cut(entry.file(), entry.bytes());
    }

    /**
     * Unlocks the directory, unless a writer uses it now. After a refusal, removes the
     * directories that {@link #begin} created, so that an operator can restore them.
     */
    @Override
    public void close() throws IOException {
        if (this.refused) {
            this.directory.undo();
        }
        else if (!this.handedOver) {
            this.directory.close();
        }
    }

}

package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.directory.PartitionDirectory;
import io.sensorstreams.consumer.directory.SegmentName;
import io.sensorstreams.consumer.format.OpenFile;
import io.sensorstreams.consumer.store.PartitionObjects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A recovered and locked directory with its committed files, and what a writer of further
 * files has to know. Owned by the writer's thread.
 */
final class WriterContext {

    interface FileForce {

        void force() throws IOException;

    }

    private static final Logger LOGGER = LoggerFactory.getLogger(PartitionWriter.class);

    private final Sink sink;

    private final int partition;

    private final WriterSettings settings;

    private final PartitionDirectory directory;

    private final DirectoryWatch watch;

    private final @Nullable PartitionObjects objects;

    private FileTotals committed;

    /** Creates a context with the objects of the partition; null without a store. */
    WriterContext(Sink sink, int partition, RecoveryTarget target, PartitionDirectory directory,
            @Nullable PartitionObjects objects) throws IOException {
        this.sink = sink;
        this.partition = partition;
        this.settings = target.settings();
        this.directory = directory;
        this.objects = objects;
        this.watch = new DirectoryWatch(directory, sink, target.files(), this.settings.clock());
        this.committed = FileTotals.of(target.files());
    }

    Sink sink() {
        return this.sink;
    }

    WriterSettings settings() {
        return this.settings;
    }

    PartitionDirectory directory() {
        return this.directory;
    }

    DirectoryWatch watch() {
        return this.watch;
    }

    @Nullable PartitionObjects objects() {
        return this.objects;
    }

    boolean holds(LedgerEntry file) {
        PartitionObjects stored = this.objects;
        return file.isInStore() ? stored != null && stored.holds(file) : file.isOn(this.watch.disk());
    }

    Optional<Instant> writtenAt(LedgerEntry file) throws IOException {
        PartitionObjects stored = this.objects;
        if (file.isInStore()) {
            return (stored != null) ? stored.writtenAt(file) : Optional.empty();
        }
        try {
            return Optional
                .of(this.directory.attributes(this.directory.path(file.file())).lastModifiedTime().toInstant());
        }
        catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Totals of the files in the ledger. */
    FileTotals committed() {
        return this.committed;
    }

    /** Handles a commit that has added this much. */
    void committed(FileTotals added) {
        this.committed = this.committed.plus(added);
        this.watch.committed();
    }

    /** Deletes sealed files that are no longer in the ledger, objects a moment later. */
    void delete(List<LedgerEntry> removed) throws IOException {
        this.committed = this.committed.minus(FileTotals.of(removed));
        for (LedgerEntry file : removed) {
            this.watch.removed(file.file());
            if (!file.isInStore()) {
                this.directory.delete(file.file());
            }
            else if (this.objects != null) {
                this.objects.removed(file);
            }
        }
        this.directory.force();
    }

    /** Name of a file whose first row has this offset. */
    String fileName(long offset) {
        return SegmentName.of(this.sink.topic(), this.partition, offset, this.sink.format().extension());
    }

    /** Starts the ledger entry of a file with its current rows and bytes. */
    LedgerEntry.Builder entry(OpenFile file) {
        return LedgerEntry.builder(this.sink.group(), this.sink.topic(), this.partition, file.name())
            .rows(file.rows())
            .bytes(file.bytes())
            .owner(this.settings.owner())
            .topicId(this.settings.topicId())
            .disk(this.watch.disk());
    }

    /** Makes a file durable, and reports how long that took. */
    void force(FileForce file) throws IOException {
        long begin = System.nanoTime();
        file.force();
        this.settings.observer().forced(Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Reports a file that gets no more rows. */
    void ended(OpenFile file, RollPolicy.Reason reason, String message) {
        this.settings.observer().rolled(reason);
        log(file.name()).addKeyValue("rows", file.rows())
            .addKeyValue("bytes", file.bytes())
            .addKeyValue("reason", reason)
            .log(message);
    }

    LoggingEventBuilder log(String file) {
        return LOGGER.atInfo()
            .addKeyValue("topic", this.sink.topic())
            .addKeyValue("partition", this.partition)
            .addKeyValue("file", this.directory.path(file));
    }

}

package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.directory.DirectoryLabel;
import io.sensorstreams.consumer.directory.PartitionDirectory;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.directory.SegmentName;

/**
 * The directory of a partition that nobody writes here: another replica has the partition
 * by now. What was left behind in it was never committed, or it is committed elsewhere.
 */
public final class IdleDirectory {

    private final Sink sink;

    private final int partition;

    /** Looks at the directory of a partition, which need not exist. */
    public IdleDirectory(Sink sink, int partition) {
        this.sink = sink;
        this.partition = partition;
    }

    /**
     * Whether something is there that is not committed, by names and lengths.
     * @param committed the partition's files in the ledger
     */
    public boolean hasLeftovers(List<LedgerEntry> committed) throws IOException {
        Path directory = this.sink.partitionDirectory(this.partition);
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
                if (SegmentName.firstOffset(this.sink.topic(), this.partition, name).isPresent()
                        && (entry == null || Files.size(file) > entry.bytes())) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Checks before a directory is made that it was not removed.
     * @param owner this instance
     * @param committed the partition's files in the ledger
     * @throws RecoveryException when this instance has written files and there is no
     * directory
     */
    public void checkNotRemoved(String owner, List<LedgerEntry> committed) throws RecoveryException {
        Path directory = this.sink.partitionDirectory(this.partition);
        if (Files.notExists(directory)) {
            checkNoneOf(owner, committed, directory.toString(), "it does not exist");
        }
    }

    /** No other instance has what this one wrote: it must be here, or is lost. */
    static void checkNoneOf(String owner, List<LedgerEntry> elsewhere, String directory, String found)
            throws RecoveryException {
        List<LedgerEntry> gone = elsewhere.stream().filter((entry) -> entry.owner().equals(owner)).toList();
        if (!gone.isEmpty()) {
            LedgerEntry first = gone.get(0);
            long rows = gone.stream().mapToLong(LedgerEntry::rows).sum();
            throw new RecoveryException(
                    ("Directory %s misses %d files with %d rows that this instance '%s' wrote on disk"
                            + " '%s': %s; restore the directory with all that was in it, or stop group %s and replay topic %s"
                            + " from offset %d or before")
                        .formatted(directory, gone.size(), rows, owner, first.disk(), found, first.group(),
                                first.topic(), first.firstOffset()),
                    rows);
        }
    }

    /**
     * Makes the directory what the ledger says.
     * @throws RecoveryException when bytes that are committed are missing
     * @throws IOException when the disk fails or a writer has the directory
     */
    public void clear(Standing.Source source) throws IOException {
        Path path = this.sink.partitionDirectory(this.partition);
        if (!Files.isDirectory(path)) {
            return;
        }
        try (PartitionDirectory directory = PartitionDirectory.open(path)) {
            Standing standing = source.find();
            new Recovery(directory, this.sink, this.partition, standing).clear();
        }
    }

}

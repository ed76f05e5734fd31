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
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.directory.SegmentName;

/**
 * The directory of a partition that no writer of this instance uses, because another
 * replica owns the partition. Rows in it that are not in the ledger were never committed,
 * or are committed on another disk.
 */
public final class IdleDirectory {

    private final Sink sink;

    private final int partition;

    /** Creates the view of a partition's directory, which need not exist. */
    public IdleDirectory(Sink sink, int partition) {
        this.sink = sink;
        this.partition = partition;
    }

    /**
     * Whether the directory contains uncommitted files or bytes, judged by names and
     * lengths.
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
     * Checks that the directory was not removed, before it is created.
     * @param owner name of this instance
     * @param committed the partition's files in the ledger
     * @throws RecoveryException when this instance has written files and the directory
     * does not exist
     */
    public void checkNotRemoved(String owner, List<LedgerEntry> committed) throws RecoveryException {
        Path directory = this.sink.partitionDirectory(this.partition);
        if (Files.notExists(directory)) {
            checkNoneOf(owner, committed, directory.toString(), "it does not exist");
        }
    }

    /** Files that this instance wrote are on no other instance's disk: here or lost. */
    static void checkNoneOf(String owner, List<LedgerEntry> elsewhere, String directory, String found)
            throws RecoveryException {
        List<LedgerEntry> gone = elsewhere.stream().filter((entry) -> entry.owner().equals(owner)).toList();
        if (!gone.isEmpty()) {
            LedgerEntry first = gone.get(0);
            long rows = gone.stream().mapToLong(LedgerEntry::rows).sum();
            throw new RecoveryException(
                    ("Directory %s is missing %d files with %d rows that this instance '%s' wrote on disk"
                            + " '%s': %s; restore the directory with its contents, or stop group %s and replay topic %s"
                            + " from offset %d or before")
                        .formatted(directory, gone.size(), rows, owner, first.disk(), found, first.group(),
                                first.topic(), first.firstOffset()),
                    rows);
        }
    }

    /**
     * Restores the directory to the state in the ledger.
     * @throws RecoveryException when committed bytes are missing
     * @throws IOException when the disk fails or a writer uses the directory
     */
    public void clear(RecoveryTarget.Source source) throws IOException {
        if (!Files.isDirectory(this.sink.partitionDirectory(this.partition))) {
            return;
        }
        try (Recovery recovery = Recovery.begin(this.sink, this.partition)) {
            recovery.clear(source.find());
        }
    }

}

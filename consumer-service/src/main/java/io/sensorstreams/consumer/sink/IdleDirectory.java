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
     * Makes the directory what the ledger says.
     * @throws RecoveryException when bytes that are committed are missing
     * @throws IOException when the disk fails or a writer has the directory
     */
    public void clear(Standing.Source source) throws IOException {
        try (PartitionDirectory directory = PartitionDirectory.open(this.sink.partitionDirectory(this.partition))) {
            Standing standing = source.find();
            new Recovery(directory, this.sink, this.partition, standing).clear();
        }
    }

}

package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.sensorstreams.common.ledger.LedgerEntry;

/**
 * Whose files a partition's directory has. It stands in the directory itself, in the file
 * {@value #FILE}, before the first output file does: the three parts, a line each.
 *
 * @param cluster id of the Kafka cluster whose ledger knows the files
 * @param topicId id of the topic whose rows they hold; empty when it is not known
 * @param disk what tells this directory from the one of the same name on another disk;
 * never changes
 */
public record DirectoryLabel(String cluster, String topicId, String disk) {

    /** Name of the label's file. */
    static final String FILE = ".disk";

    /** Labels a directory that has no output file yet. */
    static DirectoryLabel create(String cluster, String topicId) {
        return new DirectoryLabel(cluster, topicId, UUID.randomUUID().toString());
    }

    /**
     * Reads the label of a partition's directory, whoever uses it now.
     * @return empty when there is no such directory, or nothing was ever written to it
     */
    public static Optional<DirectoryLabel> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() != 3 || lines.get(2).isEmpty()) {
                throw new RecoveryException("File " + file + " is damaged; restore it, or move the files of its"
                        + " directory away together with it");
            }
            return Optional.of(new DirectoryLabel(lines.get(0), lines.get(1), lines.get(2)));
        }
        catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    String text() {
        return this.cluster + "\n" + this.topicId + "\n" + this.disk + "\n";
    }

    /** The same directory, with files of this cluster and topic from now on. */
    DirectoryLabel with(String ofCluster, String ofTopicId) {
        return new DirectoryLabel(ofCluster, ofTopicId, this.disk);
    }

    /** Whether the committed bytes of a file are in this directory. */
    public boolean holds(LedgerEntry entry) {
        return entry.isOn(this.disk);
    }

}

package io.sensorstreams.consumer.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sensorstreams.common.ledger.LedgerEntry;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

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
    public static final String FILE = ".disk";

    private static final int MOST_BYTES = 4096;

    /** The topic's id becomes the name of a directory; the other parts are compared. */
    private static final Pattern LABEL = Pattern
        .compile("([^\\p{Cntrl}]{0,500})\\R([A-Za-z0-9_-]{0,64})\\R([^\\p{Cntrl}]{1,500})\\R?");

    /** Labels a directory that has no output file yet. */
    public static DirectoryLabel create(String cluster, String topicId) {
        return new DirectoryLabel(cluster, topicId, UUID.randomUUID().toString());
    }

    /**
     * Reads the label of a partition's directory, whoever uses it now.
     * @return empty when there is no such directory, or nothing was ever written to it
     */
    public static Optional<DirectoryLabel> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file, NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            throw damaged(file);
        }
        try (InputStream in = Files.newInputStream(file, NOFOLLOW_LINKS)) {
            Matcher label = LABEL.matcher(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
            if (!label.matches()) {
                throw damaged(file);
            }
            return Optional.of(new DirectoryLabel(label.group(1), label.group(2), label.group(3)));
        }
        catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads the label of a partition's directory, if it can be understood.
     * @return empty also when the label is damaged
     */
    public static Optional<DirectoryLabel> readIfIntact(Path directory) throws IOException {
        try {
            return read(directory);
        }
        catch (RecoveryException e) {
            return Optional.empty();
        }
    }

    private static RecoveryException damaged(Path file) {
        return new RecoveryException("File " + file + " is damaged; restore it, or move the files of its"
                + " directory away together with it");
    }

    String text() {
        return this.cluster + "\n" + this.topicId + "\n" + this.disk + "\n";
    }

    /** The same directory, with files of this cluster and topic from now on. */
    public DirectoryLabel with(String ofCluster, String ofTopicId) {
        return new DirectoryLabel(ofCluster, ofTopicId, this.disk);
    }

    /** Whether the committed bytes of a file are in this directory. */
    public boolean holds(LedgerEntry entry) {
        return entry.isOn(this.disk);
    }

}

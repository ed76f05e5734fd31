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
 * Identifies the cluster, the topic and the disk of a partition's directory. It is stored
 * in the file {@value #FILE} of the directory, before the first output file is created:
 * one line for each component.
 *
 * @param cluster id of the Kafka cluster whose ledger contains the files
 * @param topicId id of the topic of the rows; empty when it is not known
 * @param disk random id that distinguishes this directory from one of the same name on
 * another disk; never changes
 */
public record DirectoryLabel(String cluster, String topicId, String disk) {

    public static final String FILE = ".disk";

    private static final int MOST_BYTES = 4096;

    /** The topic id becomes the name of a directory. */
    private static final Pattern LABEL = Pattern
        .compile("([^\\p{Cntrl}]{0,500})\\R([A-Za-z0-9_-]{0,64})\\R([^\\p{Cntrl}]{1,500})\\R?");

    /** Creates the label of a directory that has no output file yet. */
    public static DirectoryLabel create(String cluster, String topicId) {
        return new DirectoryLabel(cluster, topicId, UUID.randomUUID().toString());
    }

    /** Reads the label of a directory that need not be locked; empty when it has none. */
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

    /** Like {@link #read}, but a damaged label counts as none. */
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

    public DirectoryLabel with(String ofCluster, String ofTopicId) {
        return new DirectoryLabel(ofCluster, ofTopicId, this.disk);
    }

    public boolean holds(LedgerEntry entry) {
        return entry.isOn(this.disk);
    }

}

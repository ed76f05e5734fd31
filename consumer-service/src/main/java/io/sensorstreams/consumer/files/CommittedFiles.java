package io.sensorstreams.consumer.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.directory.DirectoryLabel;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.sink.Sinks;

import org.springframework.stereotype.Component;

/**
 * Finds output files by their names in the ledger. Names of a request are only compared,
 * so no request reaches another path.
 */
@Component
public class CommittedFiles {

    private final Ledger ledger;

    private final Sinks sinks;

    CommittedFiles(Ledger ledger, Sinks sinks) {
        this.ledger = ledger;
        this.sinks = sinks;
    }

    List<LedgerEntry> list() {
        return this.ledger.files();
    }

    /**
     * Finds a file whose committed bytes are on this disk.
     * @throws FileElsewhereException when another replica may have them
     */
    public CommittedFile get(String group, String topic, int partition, String file) {
        LedgerEntry entry = this.ledger.files(group, topic, partition)
            .stream()
            .filter((candidate) -> candidate.file().equals(file))
            .findFirst()
            .orElseThrow(() -> FileNotFoundException.unknown(group, topic, partition, file));
        Path directory = this.sinks.find(group, topic)
            .map((sink) -> sink.partitionDirectory(partition))
            .orElseThrow(() -> new FileElsewhereException(entry));
        if (!holds(directory, entry)) {
            throw new FileElsewhereException(entry);
        }
        return new CommittedFile(entry, directory.resolve(entry.file()));
    }

    /** A file with this name may also be a leftover that was never committed. */
    private static boolean holds(Path directory, LedgerEntry entry) {
        Path path = directory.resolve(entry.file());
        try {
            return DirectoryLabel.read(directory).filter((label) -> label.holds(entry)).isPresent()
                    && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.size(path) >= entry.bytes();
        }
        catch (RecoveryException e) {
            throw FileNotFoundException.damaged(entry, String.valueOf(e.getMessage()));
        }
        catch (NoSuchFileException e) {
            return false;
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

}

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
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.consumer.bytes.CommittedBytes;
import io.sensorstreams.consumer.directory.DirectoryLabel;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.format.DamagedContentException;
import io.sensorstreams.consumer.sink.Sinks;
import io.sensorstreams.consumer.store.ObjectStores;

import org.springframework.stereotype.Component;

/**
 * Finds output files by their names in the ledger. Names of a request are only compared,
 * so no request reaches another path.
 */
@Component
public class CommittedFiles {

    private final Ledger ledger;

    private final Sinks sinks;

    private final ObjectStores stores;

    CommittedFiles(Ledger ledger, Sinks sinks, ObjectStores stores) {
        this.ledger = ledger;
        this.sinks = sinks;
        this.stores = stores;
    }

    List<LedgerEntry> list() {
        return this.ledger.files();
    }

    /**
     * Finds a file whose committed bytes are on this disk or in an object store.
     * @throws FileNotFoundException when they are nowhere
     * @throws FileElsewhereException when another replica may have them
     * @throws StoreException when their store fails
     */
    public CommittedFile get(String group, String topic, int partition, String file) throws StoreException {
        LedgerEntry entry = this.ledger.files(group, topic, partition)
            .stream()
            .filter((candidate) -> candidate.file().equals(file))
            .findFirst()
            .orElseThrow(() -> FileNotFoundException.unknown(group, topic, partition, file));
        if (entry.isInStore()) {
            return stored(entry);
        }
        Path directory = this.sinks.find(group, topic)
            .map((sink) -> sink.partitionDirectory(partition))
            .orElseThrow(() -> new FileElsewhereException(entry));
        if (!holds(directory, entry)) {
            throw new FileElsewhereException(entry);
        }
        return new CommittedFile(entry, directory.resolve(entry.file()));
    }

    private CommittedFile stored(LedgerEntry entry) throws StoreException {
        CommittedBytes bytes = CommittedBytes.inStore(entry, this.stores);
        try {
            bytes.check();
            return new CommittedFile(entry, bytes);
        }
        catch (StoreException e) {
            throw e;
        }
        catch (NoSuchFileException e) {
            throw FileNotFoundException.deleted(entry);
        }
        catch (DamagedContentException e) {
            throw FileNotFoundException.damaged(entry, String.valueOf(e.getMessage()));
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

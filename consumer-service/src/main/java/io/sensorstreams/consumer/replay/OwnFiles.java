package io.sensorstreams.consumer.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.ledger.LedgerGap.Kind;
import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.common.objects.StoredObject;
import io.sensorstreams.consumer.directory.DirectoryLabel;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.store.ObjectSegments;
import io.sensorstreams.consumer.store.ObjectStores;
import io.sensorstreams.consumer.store.SegmentPlace;

import org.springframework.stereotype.Component;

/**
 * Finds files that this instance wrote but that are no longer on its disk, and files that
 * are no longer in an object store.
 */
@Component
class OwnFiles {

    private final String instance;

    private final ObjectStores stores;

    OwnFiles(SensorProperties properties, ObjectStores stores) {
        this.instance = properties.instance();
        this.stores = stores;
    }

    /** Whether a file is lost. */
    boolean isLost(Sink sink, LedgerEntry entry) throws IOException {
        return !lost(sink, List.of(entry)).isEmpty();
    }

    /**
     * Returns those of a partition's files that are lost.
     * @throws ReplayRefusedException when their directory has no valid label
     */
    List<LedgerEntry> lost(Sink sink, List<LedgerEntry> files) throws IOException {
        Map<String, List<StoredObject>> listed = new HashMap<>();
        List<LedgerEntry> lost = new ArrayList<>();
        for (LedgerEntry file : files) {
            if (file.isInStore() && !listed.containsKey(file.disk())) {
                listed.put(file.disk(), list(file));
            }
            List<StoredObject> objects = listed.getOrDefault(file.disk(), List.of());
            if (file.isInStore() ? objects.stream().noneMatch((found) -> ObjectSegments.isUnchanged(found, file))
                    : isLostOnDisk(sink, file)) {
                lost.add(file);
            }
        }
        return lost;
    }

    private List<StoredObject> list(LedgerEntry file) throws IOException {
        return this.stores.of(StoreAddress.parse("disk", file.disk()))
            .list(new SegmentPlace(file.group(), file.topic(), file.partition()));
    }

    /**
     * Whether this instance wrote a file that no longer exists. An existing file counts
     * as lost only when the label of the directory has another disk id.
     */
    private boolean isLostOnDisk(Sink sink, LedgerEntry entry) throws IOException {
        if (!entry.owner().equals(this.instance)) {
            return false;
        }
        Path directory = sink.partitionDirectory(entry.partition());
        if (!exists(directory.resolve(entry.file()))) {
            return true;
        }
        // Entries of the first release have no disk id, and their directories have no
        // label.
        return !entry.disk().isEmpty() && !label(directory, entry).holds(entry);
    }

    /** Whether the file exists. If that cannot be read, the file is not lost. */
    private static boolean exists(Path file) throws IOException {
        try {
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        }
        catch (NoSuchFileException e) {
            return false;
        }
    }

    private static DirectoryLabel label(Path directory, LedgerEntry entry) throws IOException {
        try {
            return DirectoryLabel.read(directory)
                .orElseThrow(() -> ReplayRefusedException.unlabelled(entry, directory, "missing"));
        }
        catch (RecoveryException e) {
            throw ReplayRefusedException.unlabelled(entry, directory, "damaged");
        }
    }

    /** Gap that replaces a lost file, whose rows are written again from {@code end}. */
    LedgerGap lost(LedgerEntry entry, long end, Instant at) {
        long to = Math.min(entry.nextOffset(), end);
        return new LedgerGap(entry.group(), entry.topic(), entry.partition(), entry.firstOffset(), to, Kind.FILES_LOST,
                Math.min(entry.rows(), to - entry.firstOffset()),
                "File " + entry.file() + " is lost, and Kafka has removed its records", at, this.instance,
                entry.topicId(), true);
    }

}

package io.sensorstreams.consumer.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerObject;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.objects.StoredObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The objects of one partition, as its owner uses them. The ledger decides which objects
 * are output files. The others are deleted, but only those that were listed before a
 * commit of the partition that succeeded: the commit proves that the owner still was the
 * owner when it listed them. A successor writes its first object after that, so none of
 * its objects is deleted. Owned by the thread of the partition. <pre>
 *  published ── commit ──► in the ledger ── commit without it ──► obsolete ──► deleted
 *      └─ no commit ─► listed, not in the ledger ── commit ───────────▲
 * </pre>
 */
public final class PartitionObjects {

    /** A write of a replica that was cut off may arrive after the recovery. */
    private static final Duration LIST = Duration.ofMinutes(10);

    private static final Duration RETRY = Duration.ofMinutes(1);

    private final ObjectSegments store;

    private final SegmentPlace place;

    private final String cluster;

    private final String topicId;

    private final Clock clock;

    /**
     * When the objects in the ledger and those of the next commit were written, by key.
     */
    private final Map<String, Instant> written = new HashMap<>();

    /** Keys that were listed since the last commit and are not in the ledger. */
    private List<String> unknown = List.of();

    private final ObsoleteObjects obsolete;

    /** State at the recovery; null before it. */
    private @Nullable Committed before;

    private Instant listAt = Instant.MAX;

    /** What was committed of the partition before its recovery. */
    public interface Committed {

        List<LedgerEntry> files();

        DisputedFiles disputed();

        /**
         * Whether the rows of a file that is not in the ledger are not committed, or are
         * committed in other files, or were removed by retention.
         */
        boolean isObsolete(String file, long firstOffset);

    }

    /**
     * Creates the objects of a partition.
     * @param cluster id of the Kafka cluster
     * @param topicId id of the topic
     */
    public PartitionObjects(ObjectSegments store, SegmentPlace place, String cluster, String topicId, Clock clock) {
        this.store = store;
        this.place = place;
        this.cluster = cluster;
        this.topicId = topicId;
        this.clock = clock;
        this.obsolete = new ObsoleteObjects(store, place, cluster, topicId, clock);
    }

    /** Address of the store. */
    public String address() {
        return this.store.address();
    }

    /**
     * Checks the store, and that it has all objects of the ledger. Ends the uploads of
     * earlier owners.
     * @throws io.sensorstreams.consumer.directory.RecoveryException when an object is
     * missing or was replaced, or may be missing in the ledger
     */
    public void recover(Committed committed) throws IOException {
        this.store.probe();
        this.store.abortUploads(this.place);
        List<StoredObject> found = this.store.list(this.place);
        Map<String, StoredObject> byKey = found.stream()
            .collect(Collectors.toMap(StoredObject::key, (object) -> object, (one, same) -> one));
        MissingObjects missing = new MissingObjects();
        for (LedgerEntry entry : committed.files()) {
            LedgerObject object = entry.object();
            if (object != null && holds(entry)) {
                StoredObject here = byKey.get(object.key());
                missing.check(entry, object, here);
                if (here != null) {
                    this.written.put(object.key(), here.modified());
                }
            }
        }
        missing.report();
        for (String key : byKey.keySet()) {
            MissingObjects.checkUndisputed(key, committed);
        }
        listed(found, committed);
    }

    private void listed(List<StoredObject> found, Committed committed) {
        List<String> toDelete = new ArrayList<>();
        for (StoredObject object : found) {
            String key = object.key();
            if (this.written.containsKey(key) || this.obsolete.has(key)
                    || this.store.isForeign(key, this.cluster, this.topicId)) {
                continue;
            }
            String name = key.substring(key.lastIndexOf('/') + 1);
            if (committed.isObsolete(LedgerObject.file(name).orElseThrow(),
                    this.place.firstOffset(name).orElseThrow())) {
                toDelete.add(key);
            }
            else {
                this.obsolete.keep(key, "the group has passed its rows, but the ledger does not have it");
            }
        }
        this.unknown = toDelete;
        this.before = committed;
        this.listAt = this.clock.instant().plus(LIST);
    }

    /**
     * Writes a complete file to the store, under a new key.
     * @return its entry with the object
     */
    public LedgerEntry publish(Path path, LedgerEntry complete) throws IOException {
        StoredSegment stored = this.store.publish(new FinishedSegment(this.place, path,
                this.store.newName(complete.file()), complete.bytes(), complete.crc32c(), this.cluster, this.topicId));
        this.written.put(stored.key(), this.clock.instant());
        return complete.toBuilder()
            .disk(address())
            .object(new LedgerObject(stored.bucket(), stored.key(), stored.etag()))
            .build();
    }

    /** Whether a file is kept as an object of this store. */
    public boolean holds(LedgerEntry entry) {
        return entry.isInStore() && entry.disk().equals(address());
    }

    /** When a committed file was written; empty when it is not known. */
    public Optional<Instant> writtenAt(LedgerEntry entry) {
        LedgerObject object = entry.object();
        return (object != null) ? Optional.ofNullable(this.written.get(object.key())) : Optional.empty();
    }

    /** Whether objects can be deleted after the next commit. */
    public boolean awaitsCommit() {
        return !this.unknown.isEmpty();
    }

    /** Handles a commit of the partition that succeeded. */
    public void committed() {
        this.unknown.forEach((key) -> this.obsolete.add(key, false));
        this.unknown = List.of();
    }

    /** Handles a commit that has removed a file from the ledger. */
    public void removed(LedgerEntry entry) {
        LedgerObject object = entry.object();
        if (object != null && holds(entry)) {
            this.written.remove(object.key());
            this.obsolete.add(object.key(), true);
        }
    }

    /**
     * Deletes obsolete objects, a few at a time, and lists the partition at intervals.
     * Call it only when no published object waits for its commit.
     */
    public void tidy() {
        Instant now = this.clock.instant();
        Committed committed = this.before;
        if (committed != null && !now.isBefore(this.listAt)) {
            listAgain(now, committed);
        }
        this.obsolete.deleteSome(now);
    }

    /** Writing does not need the list: a failure is only logged. */
    private void listAgain(Instant now, Committed committed) {
        try {
            this.store.abortUploads(this.place);
            listed(this.store.list(this.place), committed);
        }
        catch (StoreException e) {
            this.listAt = now.plus(RETRY);
            this.obsolete.log(Level.WARN, this.place.directory())
                .addKeyValue("reason", e.getMessage())
                .log("The objects of a partition were not listed; the service tries again after a minute");
        }
    }

}

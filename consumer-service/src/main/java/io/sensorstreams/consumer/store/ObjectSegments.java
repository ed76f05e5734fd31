package io.sensorstreams.consumer.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerObject;
import io.sensorstreams.common.objects.ObjectPage;
import io.sensorstreams.common.objects.ObjectStore;
import io.sensorstreams.common.objects.ObjectWriter;
import io.sensorstreams.common.objects.ObjectWriter.Target;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.objects.StoreException.Kind;
import io.sensorstreams.common.objects.StoredObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps complete output files as objects. An object is written once and never replaced: a
 * writer that was cut off cannot change what its successor wrote. The caller commits the
 * object in the ledger afterwards, and deletes objects that are not in the ledger when it
 * owns their partition. All methods throw a {@link StoreException} when the store fails;
 * if it {@linkplain StoreException#mayPass() may pass}, the same call can be repeated,
 * even after it has taken effect. Thread-safe.
 */
public final class ObjectSegments {

    private static final Logger LOGGER = LoggerFactory.getLogger(ObjectSegments.class);

    private static final int MOST_FOREIGN = 10_000;

    private static final String CRC32C = "sensor-crc32c";

    private static final String CLUSTER = "sensor-cluster";

    private static final String TOPIC_ID = "sensor-topic-id";

    private final ObjectStore store;

    private final ObjectWriter writer;

    private final LongSupplier suffixes;

    /** Objects with rows of other topics; no other object ever has their keys. */
    private final Map<String, StoredSegment> foreign = new ConcurrentHashMap<>();

    private final StoreProbe probe;

    private volatile boolean probed;

    ObjectSegments(ObjectStore store, LongSupplier suffixes, Clock clock) {
        this.store = store;
        this.writer = store.writer();
        this.probe = new StoreProbe(store, this.writer, clock);
        this.suffixes = suffixes;
    }

    /** Bucket and prefix of the store. */
    public String address() {
        return this.store.address().toString();
    }

    /**
     * Checks once that the store can be written, and that it never replaces an object
     * that it must not.
     * @throws UnsafeStoreException when it does
     */
    public void probe() throws IOException {
        if (!this.probed) {
            this.probe.run();
            this.probed = true;
        }
    }

    /** Returns a name for an object with this file that no other object has. */
    public String newName(String file) {
        return LedgerObject.name(file, this.suffixes.getAsLong());
    }

    /**
     * Writes a file to the store. Succeeds as well when the store has the same file under
     * this name, because the answer to an earlier call was lost.
     * @throws SegmentTakenException when there is another object with its key
     * @throws IOException when the file on the disk cannot be read, or is not what was
     * written
     */
    public StoredSegment publish(FinishedSegment segment) throws IOException {
        String key = key(segment.place().key(segment.object()));
        if (segment.bytes() > SegmentUpload.AT_ONCE) {
            // Saves sending many parts for nothing.
            Optional<StoredSegment> before = find(key);
            if (before.isPresent()) {
                return same(segment, before.get());
            }
        }
        Target target = new Target(key,
                Map.of(CRC32C, segment.crc32c(), CLUSTER, segment.cluster(), TOPIC_ID, segment.topicId()), true);
        try {
            String etag = new SegmentUpload(this.writer, target, segment).send();
            return new StoredSegment(this.store.address().bucket(), key, etag, segment.bytes(), segment.crc32c(),
                    segment.cluster(), segment.topicId());
        }
        catch (StoreException e) {
            // A missing upload may have been completed by a call whose answer was lost.
            if (e.kind() != Kind.MISSING && e.kind() != Kind.CHANGED) {
                throw e;
            }
            return same(segment, find(key)
                .orElseThrow(() -> new StoreException(Kind.BUSY,
                        "Object '" + key
                                + "' or its unfinished upload was removed by another writer; the file is sent again",
                        e)));
        }
    }

    private static StoredSegment same(FinishedSegment segment, StoredSegment found) throws SegmentTakenException {
        if (found.bytes() == segment.bytes() && found.crc32c().equals(segment.crc32c())) {
            return found;
        }
        throw new SegmentTakenException(segment, found);
    }

    private String key(String rest) {
        return this.store.address().prefix() + rest;
    }

    /** Returns the object with a key; empty when the store does not have it. */
    public Optional<StoredSegment> find(String key) throws StoreException {
        return this.store.find(key).map(this::segment);
    }

    /** Remembers an object with rows of another topic, to save asking for it again. */
    void keepForeign(StoredSegment object) {
        if (this.foreign.size() < MOST_FOREIGN) {
            this.foreign.put(object.key(), object);
        }
    }

    /** Whether an object is known to have rows of another topic than this one. */
    boolean isForeign(String key, String cluster, String topicId) {
        StoredSegment known = this.foreign.get(key);
        return known != null && !known.isOf(cluster, topicId);
    }

    private StoredSegment segment(StoredObject object) {
        Map<String, String> metadata = object.metadata();
        return new StoredSegment(this.store.address().bucket(), object.key(), object.etag(), object.bytes(),
                metadata.getOrDefault(CRC32C, ""), metadata.getOrDefault(CLUSTER, ""),
                metadata.getOrDefault(TOPIC_ID, ""));
    }

    /**
     * Lists the objects with output files of a partition, without their metadata. Other
     * objects are left out.
     */
    public List<StoredObject> list(SegmentPlace place) throws StoreException {
        String directory = key(place.directory());
        List<StoredObject> found = new ArrayList<>();
        String next = null;
        do {
            ObjectPage page = this.store.list(directory, next);
            page.objects()
                .stream()
                .filter((object) -> place.holds(object.key().substring(directory.length())))
                .forEach(found::add);
            next = page.next();
        }
        while (next != null);
        return found;
    }

    /** Whether a listed object has the content of a file in the ledger. */
    public static boolean isUnchanged(StoredObject found, LedgerEntry entry) {
        LedgerObject object = entry.object();
        return object != null && found.key().equals(object.key()) && found.bytes() == entry.bytes()
                && StoredObject.isSameEtag(found.etag(), object.etag());
    }

    /**
     * Opens the bytes between two offsets. Reading fails with a {@link StoreException} of
     * kind {@code CHANGED} or {@code MISSING} when the object was replaced or deleted.
     */
    public InputStream open(StoredSegment segment, long from, long to) {
        return new SegmentInput(this.store, segment, from, Math.min(to, segment.bytes()));
    }

    /**
     * Reads bytes of an output file, fewer than fit when the connection breaks. Fails as
     * reading of {@link #open} does.
     * @return number of bytes, at least 1
     */
    public int read(StoredSegment segment, long from, byte[] into) throws StoreException {
        return this.store.read(segment.key(), segment.etag(), from, into, 0);
    }

    /**
     * Checks that the store has an output file.
     * @throws StoreException of kind {@code MISSING} when its object was deleted,
     * {@code CHANGED} when it was replaced
     */
    public void check(StoredSegment segment) throws StoreException {
        String what = "Object '" + segment.key() + "' in bucket '" + segment.bucket() + "'";
        StoredSegment found = find(segment.key())
            .orElseThrow(() -> new StoreException(Kind.MISSING, what + " is not in the store"));
        boolean same = StoredObject.isSameEtag(found.etag(), segment.etag());
        if (!same || found.bytes() != segment.bytes()) {
            throw new StoreException(Kind.CHANGED, what + " has the ETag " + found.etag() + " and " + found.bytes()
                    + " bytes, expected " + segment.etag() + " and " + segment.bytes() + ": it was replaced");
        }
    }

    /**
     * Deletes an object if it exists. It must not be in the ledger, and no writer may
     * commit it later.
     */
    public void delete(String key) throws StoreException {
        this.store.delete(key);
    }

    /**
     * Removes the parts of unfinished uploads of a partition. The owner of the partition
     * calls this when it recovers it. An upload of a replica that was cut off fails then.
     * Removes as well what probes have left.
     * @return number of uploads of the partition
     */
    public int abortUploads(SegmentPlace place) throws StoreException {
        int aborted = 0;
        String directory = key(place.directory());
        for (ObjectWriter.Open upload : this.writer.open(directory)) {
            if (!place.holds(upload.key().substring(directory.length()))) {
                continue;
            }
            this.writer.abort(upload.key(), upload.id());
            LOGGER.atInfo()
                .addKeyValue("topic", place.topic())
                .addKeyValue("partition", place.partition())
                .addKeyValue("file", upload.key())
                .addKeyValue("begun", upload.begun())
                .log("Removed the parts of an unfinished upload");
            aborted++;
        }
        this.probe.tidy();
        return aborted;
    }

    void close() {
        this.store.close();
    }

    /** The failure of the store that caused an exception, which may pass; else null. */
    public static @Nullable StoreException passing(Throwable failure) {
        return StoreException.passing(failure);
    }

}

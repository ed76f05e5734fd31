package io.sensorstreams.consumer.store;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerObject;
import io.sensorstreams.common.objects.ObjectStore;
import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.common.objects.StoreProperties;

/**
 * The object stores of all sinks, each opened when it is first used. Opening one makes no
 * call. Thread-safe.
 */
public final class ObjectStores implements AutoCloseable {

    private final Function<StoreAddress, ObjectStore> opener;

    private final LongSupplier suffixes;

    private final Clock clock;

    private final Map<StoreAddress, ObjectSegments> open = new ConcurrentHashMap<>();

    public ObjectStores(StoreProperties properties, Clock clock) {
        this((address) -> ObjectStore.open(properties, address), clock);
    }

    /** Opens stores in another way, for tests with simulated ones. */
    ObjectStores(Function<StoreAddress, ObjectStore> opener, Clock clock) {
        this(opener, new SecureRandom()::nextLong, clock);
    }

    /**
     * Names objects in another way, for tests that are repeated.
     * @param suffixes returns a different number for each object
     */
    ObjectStores(Function<StoreAddress, ObjectStore> opener, LongSupplier suffixes, Clock clock) {
        this.opener = opener;
        this.suffixes = suffixes;
        this.clock = clock;
    }

    public ObjectSegments of(StoreAddress address) {
        ObjectSegments known = this.open.get(address);
        if (known != null) {
            return known;
        }
        // Not under the lock of the map: the SDK reads files and may ask for the region.
        ObjectSegments added = new ObjectSegments(this.opener.apply(address), this.suffixes, this.clock);
        ObjectSegments earlier = this.open.putIfAbsent(address, added);
        if (earlier != null) {
            added.close();
            return earlier;
        }
        return added;
    }

    /**
     * The store of a file that is kept as an object. The object has the whole key.
     * @throws IllegalArgumentException when the file is on a disk
     */
    public ObjectSegments of(LedgerEntry entry) {
        return of(new StoreAddress(object(entry).bucket(), ""));
    }

    /** The object of a file, as the ledger has it. */
    public static StoredSegment stored(LedgerEntry entry) {
        LedgerObject object = object(entry);
        return new StoredSegment(object.bucket(), object.key(), object.etag(), entry.bytes(), entry.crc32c(), "",
                entry.topicId());
    }

    private static LedgerObject object(LedgerEntry entry) {
        LedgerObject object = entry.object();
        if (object == null) {
            throw new IllegalArgumentException(entry.file() + " is on a disk, expected a file in an object store");
        }
        return object;
    }

    @Override
    public void close() {
        this.open.values().forEach(ObjectSegments::close);
    }

}

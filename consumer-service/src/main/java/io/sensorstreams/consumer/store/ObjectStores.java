package io.sensorstreams.consumer.store;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.sensorstreams.common.objects.ObjectStore;
import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.common.objects.StoreProperties;

/**
 * The object stores of all sinks, each opened when it is first used. Opening one makes no
 * call. Thread-safe.
 */
public final class ObjectStores implements AutoCloseable {

    private final Function<StoreAddress, ObjectStore> opener;

    private final LongSupplier attempts;

    private final Map<StoreAddress, ObjectSegments> open = new ConcurrentHashMap<>();

    public ObjectStores(StoreProperties properties) {
        this((address) -> ObjectStore.open(properties, address));
    }

    /** Opens stores in another way, for tests with simulated ones. */
    ObjectStores(Function<StoreAddress, ObjectStore> opener) {
        this(opener, new SecureRandom()::nextLong);
    }

    /**
     * Names objects in another way, for tests that are repeated.
     * @param attempts returns a different number for each object
     */
    ObjectStores(Function<StoreAddress, ObjectStore> opener, LongSupplier attempts) {
        this.opener = opener;
        this.attempts = attempts;
    }

    public ObjectSegments of(StoreAddress address) {
        return this.open.computeIfAbsent(address,
                (place) -> new ObjectSegments(this.opener.apply(place), this.attempts));
    }

    @Override
    public void close() {
        this.open.values().forEach(ObjectSegments::close);
    }

}

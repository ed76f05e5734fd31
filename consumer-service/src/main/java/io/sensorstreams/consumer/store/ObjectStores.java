package io.sensorstreams.consumer.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.sensorstreams.common.objects.ObjectStore;
import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.common.objects.StoreProperties;

/**
 * The object stores of all sinks, each opened when it is first used. Opening one makes no
 * call. Thread-safe.
 */
public final class ObjectStores implements AutoCloseable {

    private final Function<StoreAddress, ObjectStore> opener;

    private final Map<StoreAddress, ObjectStore> open = new ConcurrentHashMap<>();

    public ObjectStores(StoreProperties properties) {
        this((address) -> ObjectStore.open(properties, address));
    }

    /** Opens stores in another way, for tests with simulated ones. */
    ObjectStores(Function<StoreAddress, ObjectStore> opener) {
        this.opener = opener;
    }

    public ObjectSegments of(StoreAddress address) {
        return new ObjectSegments(this.open.computeIfAbsent(address, this.opener));
    }

    @Override
    public void close() {
        this.open.values().forEach(ObjectStore::close);
    }

}

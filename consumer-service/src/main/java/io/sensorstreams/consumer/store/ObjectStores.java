package io.sensorstreams.consumer.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.sensorstreams.common.objects.ObjectStore;
import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.common.objects.StoreProperties;

/**
 * The object stores of all sinks, each opened when it is first used. Opening one makes no
 * call. Thread-safe.
 */
public final class ObjectStores implements AutoCloseable {

    private final StoreProperties properties;

    private final Map<StoreAddress, ObjectStore> open = new ConcurrentHashMap<>();

    public ObjectStores(StoreProperties properties) {
        this.properties = properties;
    }

    public ObjectSegments of(StoreAddress address) {
        return new ObjectSegments(
                this.open.computeIfAbsent(address, (place) -> ObjectStore.open(this.properties, place)));
    }

    @Override
    public void close() {
        this.open.values().forEach(ObjectStore::close);
    }

}

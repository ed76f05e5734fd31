package io.sensorstreams.consumer.store;

import java.time.Clock;
import java.util.function.LongSupplier;

import io.sensorstreams.common.objects.ClientStores;
import io.sensorstreams.consumer.bucket.SimulatedStore;

/** The stores of a process in a simulation. */
public final class SimulatedStores {

    private SimulatedStores() {
    }

    /** Returns the stores of a process that uses none. */
    public static ObjectStores none() {
        return new ObjectStores((address) -> {
            throw new IllegalStateException("No store is expected, asked for " + address);
        }, Clock.systemUTC());
    }

    /** Returns the stores of a new process, all of which are in the simulated one. */
    public static ObjectStores of(SimulatedStore store) {
        return new ObjectStores((address) -> ClientStores.of(store.connect(), address), store.clock());
    }

    /**
     * Returns the stores of a new process, with other keys.
     * @param attempts numbers the objects of all processes
     */
    public static ObjectStores of(SimulatedStore store, LongSupplier attempts) {
        return new ObjectStores((address) -> ClientStores.of(store.connect(), address), attempts, store.clock());
    }

}

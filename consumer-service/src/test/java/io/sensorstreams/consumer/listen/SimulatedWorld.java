package io.sensorstreams.consumer.listen;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.consumer.bucket.SimulatedStore;
import io.sensorstreams.consumer.bucket.StoreFlaw;
import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.store.ObjectStores;
import io.sensorstreams.consumer.store.SimulatedStores;
import org.jspecify.annotations.Nullable;

/**
 * What both replicas of a run share.
 *
 * @param store the store that has the files; null without one
 * @param attempts makes the keys of the store different
 */
record SimulatedWorld(SimulatedKafka kafka, @Nullable SimulatedStore store, LongSupplier attempts, SimulatedClock clock,
        ErrorLog errors) {

    private static final StoreAddress ADDRESS = new StoreAddress(SimulatedStore.BUCKET, "files/");

    private static final Duration SLOW = Duration.ofSeconds(21);

    /** Objects with which a process finds out what a store does. */
    static final String PROBES = "files/\\.sensor-probe-.*";

    static SimulatedWorld of(CrashScenario scenario, Choices choices, SimulatedClock clock, ErrorLog errors) {
        SimulatedKafka kafka = new SimulatedKafka(choices, scenario);
        StoreFlaw flaw = scenario.store();
        SimulatedStore store = (flaw != null) ? new SimulatedStore(choices, clock, flaw) : null;
        if (store != null && (scenario.script() != CrashScript.START || choices.maxFaults() > 1)) {
            store.neverFailAt(PROBES);
        }
        if (store != null && scenario.slow()) {
            store.duringEachCall(() -> clock.advance(SLOW));
        }
        LongSupplier attempts = scenario.newKeys() ? new AtomicLong()::incrementAndGet : () -> 0;
        return new SimulatedWorld(kafka, store, attempts, clock, errors);
    }

    /** Where the files are in the store; null without one. */
    @Nullable StoreAddress address() {
        return (this.store != null) ? ADDRESS : null;
    }

    /** Returns the stores of a new process. */
    ObjectStores connect() {
        return (this.store != null) ? SimulatedStores.of(this.store, this.attempts) : SimulatedStores.none();
    }

}

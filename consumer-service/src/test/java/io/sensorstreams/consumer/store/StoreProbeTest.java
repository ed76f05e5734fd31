package io.sensorstreams.consumer.store;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.sensorstreams.common.objects.ClientStores;
import io.sensorstreams.common.objects.ObjectStore;
import io.sensorstreams.common.objects.ObjectWriter.Body;
import io.sensorstreams.common.objects.ObjectWriter.Target;
import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.consumer.bucket.SimulatedStore;
import io.sensorstreams.consumer.bucket.StoreFlaw;
import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.disk.Crash;
import io.sensorstreams.consumer.disk.SimulatedClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StoreProbeTest {

    private static final String OTHER = "p/.sensor-probe-of-another-process-1";

    private static final StoreAddress ADDRESS = new StoreAddress(SimulatedStore.BUCKET, "p/");

    /** Calls of a run in which no call fails. */
    private static final int CALLS = 7;

    private final SimulatedClock clock = new SimulatedClock();

    private SimulatedStore bucket = new SimulatedStore(new Choices(0), this.clock, StoreFlaw.NONE);

    private ObjectStore connect() {
        return ClientStores.of(this.bucket.connect(), ADDRESS);
    }

    /** Returns the probe of a new process. */
    private StoreProbe probe() {
        ObjectStore store = connect();
        return new StoreProbe(store, store.writer(), this.clock);
    }

    @Test
    void leavesNothingInTheStoreWhicheverCallFails() throws IOException {
        Choices choices = new Choices(1);
        int failed = 0;
        do {
            this.bucket = new SimulatedStore(choices, this.clock, StoreFlaw.NONE);
            try {
                failed += leavesNothing(probe()) ? 0 : 1;
            }
            catch (Crash e) {
                this.bucket.settle();
                this.clock.advance(Duration.ofHours(25));
                probe().tidy();
            }
            assertThat(this.bucket.objects()).isEmpty();
            assertThat(this.bucket.uploads()).isEmpty();
        }
        while (choices.next());
        assertThat(failed).isGreaterThan(CALLS);
    }

    /** Returns whether the probe succeeded. */
    private boolean leavesNothing(StoreProbe probe) throws IOException {
        boolean succeeded = false;
        try {
            probe.run();
            succeeded = true;
        }
        catch (StoreException e) {
            // The process tries again later.
        }
        // A request may arrive after its sender gave up.
        this.bucket.settle();
        // The only fault of this attempt may be in the first of them.
        probe.tidy();
        probe.tidy();
        return succeeded;
    }

    @Test
    void removesNothingOfARunThatHasNotEnded() throws IOException {
        for (int call = 1; call <= CALLS; call++) {
            StoreProbe probe = probe();
            AtomicInteger left = new AtomicInteger(call);
            this.bucket.duringEachCall(() -> {
                if (left.decrementAndGet() == 0) {
                    probe.tidy();
                }
            });

            probe.run();

            assertThat(left).as("calls of a run").hasNonPositiveValue();
            assertThat(this.bucket.objects()).isEmpty();
            assertThat(this.bucket.uploads()).isEmpty();
        }
    }

    @Test
    void removesWhatAnotherProcessHasLeftAfterADay() throws IOException {
        Target target = new Target(OTHER, Map.of(), true);
        connect().writer().put(target, Body.of(new byte[1], 1));
        connect().writer().begin(target);
        this.clock.advance(Duration.ofHours(23));

        probe().tidy();
        assertThat(this.bucket.objects()).containsOnlyKeys(OTHER);
        assertThat(this.bucket.uploads()).hasSize(1);

        this.clock.advance(Duration.ofHours(2));
        probe().tidy();
        assertThat(this.bucket.objects()).isEmpty();
        assertThat(this.bucket.uploads()).isEmpty();
    }

    @Test
    void removesAFewAtATime() throws IOException {
        for (int upload = 0; upload < 25; upload++) {
            connect().writer().begin(new Target(OTHER + upload, Map.of(), true));
        }
        this.clock.advance(Duration.ofHours(25));
        StoreProbe probe = probe();

        probe.tidy();
        assertThat(this.bucket.uploads()).hasSize(15);
        probe.tidy();
        probe.tidy();
        assertThat(this.bucket.uploads()).isEmpty();
    }

}

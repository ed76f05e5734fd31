package io.sensorstreams.consumer;

import io.sensorstreams.common.InstanceName;
import io.sensorstreams.common.lock.Allowance;
import io.sensorstreams.common.lock.LockRules;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks that no lock is held during a call that may block, and that every wait has a
 * bound.
 */
class LocksTest {

    @Test
    void nothingThatMayBlockIsCalledUnderALock() {
        assertThat(LockRules
            .of(ConsumerApplication.class, InstanceName.class, new Allowance("Auditor.compare", "Future.get",
                    "an audit's own thread waits for its workers, whose reads have bounds; closing interrupts it"))
            .violations()).isEmpty();
    }

}

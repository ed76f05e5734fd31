package io.sensorstreams.producer;

import io.sensorstreams.common.InstanceName;
import io.sensorstreams.common.lock.Allowance;
import io.sensorstreams.common.lock.LockRules;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks that no lock is held during a call that may block, and that every wait has a
 * time limit.
 */
class LocksTest {

    private static final String REFUSALS = "StreamSlot keeps the first reason and returns";

    @Test
    void nothingThatMayBlockIsCalledUnderALock() {
        assertThat(LockRules
            .of(ProducerApplication.class, InstanceName.class,
                    new Allowance("RowPublisher.rows", "Consumer.accept", REFUSALS),
                    new Allowance("RowPublisher.sendPlain", "Consumer.accept", REFUSALS))
            .violations()).isEmpty();
    }

}

package io.sensorstreams.producer;

import io.sensorstreams.common.InstanceName;
import io.sensorstreams.common.lock.Allowance;
import io.sensorstreams.common.lock.LockRules;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** No lock is held while something may block, and every wait has a bound. */
class LocksTest {

    private static final String REFUSALS = "Refusals puts the failure into a map and returns";

    @Test
    void nothingThatMayBlockIsCalledUnderALock() {
        assertThat(LockRules
            .of(ProducerApplication.class, InstanceName.class,
                    new Allowance("RowPublisher.rows", "Consumer.accept", REFUSALS),
                    new Allowance("RowPublisher.sendPlain", "Consumer.accept", REFUSALS))
            .violations()).isEmpty();
    }

}

package io.sensorstreams.common;

import io.sensorstreams.common.lock.LockRules;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** No lock is held while something may block, and every wait has a bound. */
class LocksTest {

    @Test
    void nothingThatMayBlockIsCalledUnderALock() {
        assertThat(LockRules.of(InstanceName.class, InstanceName.class).violations()).isEmpty();
    }

}

package io.sensorstreams.common;

import io.sensorstreams.common.lock.LockRules;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks that no lock is held during a call that may block, and that every wait has a
 * time limit.
 */
class LocksTest {

    @Test
    void nothingThatMayBlockIsCalledUnderALock() {
        assertThat(LockRules.of(InstanceName.class, InstanceName.class).violations()).isEmpty();
    }

}

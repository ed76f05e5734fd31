package io.sensorstreams.consumer.listen;

import io.sensorstreams.consumer.disk.Choices;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Explores two faults: a crash, and another one at each step of the recovery. Takes half
 * a minute, and therefore runs with the integration tests.
 */
class CrashDuringRecoveryIT {

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void keepsTheGuaranteeWhenARecoveryFailsToo(boolean sharedDisk) {
        Choices choices = new Choices(2);

        assertThat(CrashPointsTest.explore(CrashScript.START, sharedDisk, choices)).isEmpty();
        CrashPointsTest.assertThatEveryStepWasVisited(choices);
    }

}

package io.sensorstreams.consumer.listen;

import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.format.FileFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Explores two faults: a crash, and another one at each step of the recovery. Takes a
 * minute, and therefore has the tag {@code nightly}.
 */
@Tag("nightly")
class CrashDuringRecoveryIT {

    @ParameterizedTest
    @CsvSource({ "a.csv, false", "a.csv, true", "a.csv.gz, false", "a.csv.gz, true" })
    void keepsTheGuaranteeWhenARecoveryFailsToo(String file, boolean sharedDisk) {
        Choices choices = new Choices(2);

        assertThat(CrashPointsTest.explore(CrashScript.START, FileFormat.of(file), sharedDisk, choices)).isEmpty();
        CrashPointsTest.assertThatEveryStepWasVisited(choices);
    }

}

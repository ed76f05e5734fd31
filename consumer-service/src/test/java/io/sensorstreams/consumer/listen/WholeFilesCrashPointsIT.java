package io.sensorstreams.consumer.listen;

import io.sensorstreams.consumer.format.FileFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Explores the commit protocol of compressed files like {@link CrashPointsTest}, with
 * replicas on separate disks. Takes long, and therefore has the tag {@code nightly}.
 */
@Tag("nightly")
class WholeFilesCrashPointsIT {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FREEZE_LONG")
    void keepsTheGuaranteeOnSeparateDisks(CrashScript script) {
        CrashPointsTest.assertThatTheGuaranteeIsKept(script, FileFormat.of("AIR.csv.gz"), false);
    }

}

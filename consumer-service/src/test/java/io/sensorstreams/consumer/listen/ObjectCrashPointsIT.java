package io.sensorstreams.consumer.listen;

import io.sensorstreams.consumer.format.FileFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Explores the commit protocol with an object store like {@link ObjectCrashPointsTest}.
 * Takes minutes, and therefore has the tag {@code nightly}.
 */
@Tag("nightly")
class ObjectCrashPointsIT {

    @ParameterizedTest
    @EnumSource
    void keepsTheGuarantee(CrashScript script) {
        ObjectCrashPointsTest.assertThatTheGuaranteeIsKept(script, FileFormat.CSV, 1);
    }

    @ParameterizedTest
    @EnumSource(names = { "WRITE", "FREEZE", "MALFORMED", "RETAIN" })
    void keepsTheGuaranteeOfParquetFiles(CrashScript script) {
        ObjectCrashPointsTest.assertThatTheGuaranteeIsKept(script, FileFormat.PARQUET, 1);
    }

}

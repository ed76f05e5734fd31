package io.sensorstreams.consumer.listen;

import java.util.List;

import io.sensorstreams.consumer.bucket.StoreFlaw;
import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.format.FileFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Explores the commit protocol like {@link CrashPointsTest}, with files in a simulated
 * object store. In addition each call of the store fails, loses its answer, is repeated,
 * or takes effect late: before any later call of any process. A crash may take the disk
 * with it, which has temporary files only.
 */
class ObjectCrashPointsTest {

    /** Faults of the store, which occur beside those of the disk and of Kafka. */
    private static final List<String> FAULTS = List.of("PUT: failed", "PUT: done, repeated", "PUT: done, no answer",
            "PUT: late, no answer", "PUT: crash before", "PUT: crash after", "PUT: crash, late",
            "DELETE_OBJECT: failed", "DELETE_OBJECT: done, repeated", "DELETE_OBJECT: done, no answer",
            "DELETE_OBJECT: late, no answer", "DELETE_OBJECT: crash before", "DELETE_OBJECT: crash after",
            "DELETE_OBJECT: crash, late", "LIST: failed", "LIST: crash", "HEAD: failed", "HEAD: crash",
            "LIST_UPLOADS: failed", "LIST_UPLOADS: crash");

    static void assertThatTheGuaranteeIsKept(CrashScript script, FileFormat format, int faults) {
        Choices choices = new Choices(faults);
        assertThat(CrashScenario.inStore(script, format, StoreFlaw.NONE).explore(choices)).isEmpty();
        CrashPointsTest.assertThatEveryStepWasVisited(choices);
    }

    @ParameterizedTest
    @EnumSource(names = { "START", "FREEZE_IN_RECOVERY" })
    void keepsTheGuarantee(CrashScript script) {
        assertThatTheGuaranteeIsKept(script, FileFormat.CSV, 1);
    }

    /** Then the two files of a commit are sent between different polls. */
    @Test
    void keepsTheGuaranteeWithASlowStore() {
        Choices choices = new Choices(1);
        CrashScenario scenario = CrashScenario.inStore(CrashScript.TURNS_FREEZE, FileFormat.CSV, StoreFlaw.NONE);
        assertThat(scenario.withSlowStore().explore(choices)).isEmpty();
        CrashPointsTest.assertThatEveryStepWasVisited(choices);
    }

    @Test
    void visitsEveryKindOfStepWithEveryFault() {
        Choices choices = new Choices(1);
        CrashScenario.inStore(CrashScript.FREEZE, FileFormat.CSV, StoreFlaw.NONE).explore(choices);
        assertThat(choices.faultCounts()).containsKeys(FAULTS.toArray(new String[0]));
        assertThat(choices.situations()).containsExactly(ReplicaPair.BOTH_UNCOMMITTED);
    }

    /** An object that was not committed is deleted when another one has its key. */
    @Test
    void detectsKeysThatAreUsedTwice() {
        CrashScenario scenario = CrashScenario.inStore(CrashScript.FREEZE_LONG, FileFormat.CSV, StoreFlaw.NONE);

        assertThat(scenario.withOneKeyForEachFile().explore(new Choices(1))).hasValueSatisfying(
                (violation) -> assertThat(violation).startsWith("java.lang.AssertionError: Wrong bytes of"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            REPLACES        | START  | Replica A does not continue: The store of s3://simulated/files/ ignores
            FORGETS_WRITES  | START  | Wrong bytes of
            TEARS_WRITES    | START  | Wrong bytes of
            FORGETS_DELETES | FREEZE | Objects [
            """)
    void detectsAStoreThat(StoreFlaw flaw, CrashScript script, String found) {
        assertThat(CrashScenario.inStore(script, FileFormat.CSV, flaw).explore(new Choices(1)))
            .hasValueSatisfying((violation) -> assertThat(violation).startsWith("java.lang.AssertionError: " + found));
    }

}

package io.sensorstreams.consumer.listen;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.sensorstreams.consumer.disk.Call;
import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.disk.Dishonesty;
import io.sensorstreams.consumer.format.Compression;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.format.OutputFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Explores the commit protocol. The real {@link ConsumerLoop} writes to a simulated disk
 * and commits to a simulated Kafka. It crashes after every single disk operation, finds
 * the disk full at each of them, and gets every outcome of each commit. After a crash
 * either all writes remain, or unforced ones are lost or torn: every set of names, every
 * prefix of a file's bytes. Then the same or the other replica continues.
 */
class CrashPointsTest {

    /** Faults of both ways to commit. */
    private static final List<String> FAULTS = List.of("CREATE: crash", "CREATE: disk full", "WRITE: crash",
            "WRITE: disk full", "WRITE: disk full in the middle", "RENAME: crash", "DELETE: crash", "FORCE: crash",
            "FORCE_ADDED: crash", "FORCE_REMOVED: crash", "FORCE_RENAMED: crash", "COMMIT: aborted",
            "COMMIT: aborted, unknown", "COMMIT: committed, unknown", "COMMIT: aborted, crash",
            "COMMIT: committed, crash");

    private static final List<String> FAULTS_OF_APPENDING = List.of("TRUNCATE: crash", "FORCE_TRUNCATED: crash");

    private static final FileFormat GZ = new FileFormat(OutputFormat.CSV, Compression.GZ);

    private static final FileFormat ZST = new FileFormat(OutputFormat.CSV, Compression.ZST);

    static Optional<String> explore(CrashScript script, FileFormat format, boolean sharedDisk, Choices choices) {
        return new CrashScenario(script, format, sharedDisk, Dishonesty.NONE).explore(choices);
    }

    static void assertThatTheGuaranteeIsKept(CrashScript script, FileFormat format, boolean sharedDisk) {
        Choices choices = new Choices(1);
        assertThat(explore(script, format, sharedDisk, choices)).isEmpty();
        assertThatEveryStepWasVisited(choices);
    }

    static void assertThatEveryStepWasVisited(Choices choices) {
        assertThat(choices.firstFaults()).isNotEmpty()
            .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, choices.stepsOfFirstRun()).boxed().toList());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FREEZE_LONG")
    void keepsTheGuaranteeOnSeparateDisks(CrashScript script) {
        assertThatTheGuaranteeIsKept(script, FileFormat.CSV, false);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FREEZE_LONG")
    void keepsTheGuaranteeOnASharedDisk(CrashScript script) {
        assertThatTheGuaranteeIsKept(script, FileFormat.CSV, true);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FREEZE_LONG")
    void keepsTheGuaranteeOfWholeSegmentsOnASharedDisk(CrashScript script) {
        assertThatTheGuaranteeIsKept(script, GZ, true);
    }

    @ParameterizedTest
    @EnumSource(names = { "WRITE", "MALFORMED" })
    void keepsTheGuaranteeOfSegmentsThatAreWrittenAtTheirEnd(CrashScript script) {
        assertThatTheGuaranteeIsKept(script, ZST, true);
    }

    @ParameterizedTest
    @EnumSource(names = { "START", "WRITE", "MALFORMED" })
    void keepsTheGuaranteeOfParquetFiles(CrashScript script) {
        assertThatTheGuaranteeIsKept(script, FileFormat.PARQUET, true);
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void visitsEveryKindOfStepWithEveryFault(boolean sharedDisk) {
        Choices choices = new Choices(1);
        explore(CrashScript.FREEZE, FileFormat.CSV, sharedDisk, choices);
        assertThat(choices.faultCounts().keySet()).containsAll(FAULTS)
            .containsAll(FAULTS_OF_APPENDING)
            .hasSize(FAULTS.size() + FAULTS_OF_APPENDING.size());
        assertThat(choices.situations()).containsExactly(ReplicaPair.BOTH_UNCOMMITTED);
    }

    /** A segment is renamed and never truncated. */
    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void visitsEveryKindOfStepOfWholeSegmentsWithEveryFault(boolean sharedDisk) {
        Choices choices = new Choices(1);
        explore(CrashScript.FREEZE, GZ, sharedDisk, choices);
        assertThat(choices.faultCounts()).containsOnlyKeys(FAULTS);
        assertThat(choices.situations()).containsExactly(ReplicaPair.BOTH_UNCOMMITTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FORCE           | .*\\.csv           | START  | Wrong bytes of
            FORCE           | .*/\\.disk\\.new   | START  | A power cut may undo the recovery
            FORCE_ADDED     | /                  | START  | Wrong bytes of
            FORCE_ADDED     | /AIR               | START  | Wrong bytes of
            FORCE_ADDED     | /AIR/partition=0   | START  | Wrong bytes of
            FORCE_RENAMED   | /AIR/partition=0   | START  | A power cut may undo the recovery
            FORCE_REMOVED   | /AIR/partition=0   | START  | A power cut may undo the recovery
            FORCE_TRUNCATED | .*\\.csv           | WRITE  | A power cut may undo the recovery
            TRUNCATE        | .*\\.csv           | WRITE  | Wrong end after a recovery of
            DELETE          | .*\\.csv           | START  | Replica A does not continue
            LOCK            | .*/\\.lock         | FREEZE | Wrong bytes of
            FORCE           | .*\\.csv           | TURNS  | Wrong bytes of
            TRUNCATE        | .*\\.csv           | TURNS  | Wrong end after a recovery of
            DELETE          | .*\\.csv           | RETAIN | File AIR-0-
            """)
    void detectsADiskThatIgnoresACall(Call call, String paths, CrashScript script, String found) {
        CrashScenario scenario = new CrashScenario(script, FileFormat.CSV, true, Dishonesty.ignoring(call, paths));

        assertThat(scenario.explore(new Choices(1)))
            .hasValueSatisfying((violation) -> assertThat(violation).startsWith("java.lang.AssertionError: " + found));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FORCE           | .*\\.part          | START     | Wrong bytes of
            FORCE_RENAMED   | /AIR/partition=0   | WRITE     | A power cut may undo the recovery
            FORCE_REMOVED   | /AIR/partition=0   | WRITE     | A power cut may undo the recovery
            DELETE          | .*\\.part          | FREEZE    | Temporary file
            DELETE          | .*\\.gz            | START     | File AIR-0-00000000000000000000.csv.gz is there
            """)
    void detectsADiskThatIgnoresACallForASegment(Call call, String paths, CrashScript script, String found) {
        CrashScenario scenario = new CrashScenario(script, GZ, true, Dishonesty.ignoring(call, paths));
        assertThat(scenario.explore(new Choices(1)))
            .hasValueSatisfying((violation) -> assertThat(violation).startsWith("java.lang.AssertionError: " + found));
    }

    @Test
    void reportsTheFaultsBeforeAViolation() {
        Dishonesty dishonesty = Dishonesty.ignoring(Call.DELETE, ".*\\.csv");

        assertThat(new CrashScenario(CrashScript.START, FileFormat.CSV, true, dishonesty).explore(new Choices(1)))
            .hasValue("java.lang.AssertionError: Replica A does not continue\nafter step 15, AIR, COMMIT: aborted");
    }

}

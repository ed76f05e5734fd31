package io.sensorstreams.consumer.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.bytes.StoredBytes;
import io.sensorstreams.consumer.format.DamagedContentException;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.reread.MadePartition;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The first file is in an object store, the others are on the disk. */
class StoredFilesAuditTest {

    private static final int MOST_CALLS = 500;

    @TempDir
    Path output;

    private int partitions;

    private MadePartition made(String file) {
        return new MadePartition(this.output.resolve(String.valueOf(this.partitions++)), FileFormat.of(file));
    }

    private MadePartition alone(String file) {
        return made(file).rows(30).roll().rows(5).roll();
    }

    private MadePartition overlapping(String file) {
        MadePartition made = made(file);
        for (int i = 0; i < 15; i++) {
            made.rows(1).row("{\"a\":%d}".formatted(i));
        }
        return made.roll().rows(5).roll();
    }

    @ParameterizedTest
    @ValueSource(strings = { "a.csv", "a.jsonl", "a.csv.gz", "a.csv.zst", "a.parquet" })
    void readsFilesInAStore(String file) throws IOException {
        for (MadePartition made : List.of(alone(file), overlapping(file))) {
            PartitionReport report = audit(made, stored(made));

            assertThat(report.clean()).as("%s", report).isTrue();
            assertThat(report.inFiles()).isEqualTo(35);
            assertThat(report.elsewhere()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "a.csv", "a.jsonl", "a.csv.gz", "a.csv.zst", "a.parquet" })
    void countsRowsAsUnreadWhicheverCallOfTheStoreFails(String file) throws IOException {
        assertUnread(alone(file));
        assertUnread(alone(file).deleteRecordsBelow(7));
        assertUnread(overlapping(file));
        assertUnread(overlapping(file).deleteRecordsBelow(7));
        assertUnread(alone(file).deleteRecordsBelow(30));
    }

    private void assertUnread(MadePartition made) throws IOException {
        assertUnread(made, (call) -> stored(made).failsFrom(call));
        assertUnread(made, (call) -> stored(made).failsAt(call));
    }

    private static void assertUnread(MadePartition made, Function<Long, StoredBytes> failing) throws IOException {
        for (long call = 0; call < MOST_CALLS; call++) {
            StoredBytes bytes = failing.apply(call);
            PartitionReport report = audit(made, bytes);
            String seen = "call %d: %s".formatted(call, report);
            assertThat(report.clean()).as(seen).isTrue();
            if (!bytes.hasFailed()) {
                assertThat(report.elsewhere()).as(seen).isEmpty();
                assertThat(call).as(seen).isPositive();
                return;
            }
            assertThat(report.elsewhere()).as(seen).containsExactly(StoredBytes.STORE);
            assertThat(report.unreadStores()).as(seen)
                .containsExactly(
                        new UnreadStore(StoredBytes.STORE, report.unreachable(), StoredBytes.away().getMessage()));
            assertThat(report.inFiles()).as(seen).isGreaterThanOrEqualTo(5);
        }
        throw new AssertionError("The store failed " + MOST_CALLS + " times");
    }

    @ParameterizedTest
    @ValueSource(strings = { "a.csv", "a.parquet" })
    void reportsADeletedObject(String file) throws IOException {
        MadePartition made = alone(file);

        PartitionReport report = audit(made,
                stored(made).failsFrom(0).with(() -> new NoSuchFileException("august/key")));

        LedgerEntry entry = StoredBytes.entry(made.files().get(0));
        assertThat(report.problems()).containsExactly(entry.file() + " is not in the object store s3://readings/august/"
                + ": its object '" + entry.object().key() + "' was deleted");
        assertThat(report.missing()).isEqualTo(30);
        assertThat(report.inFiles()).isEqualTo(5);
        assertThat(report.unreadStores()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "a.csv", "a.parquet" })
    void reportsAReplacedObject(String file) throws IOException {
        MadePartition made = overlapping(file);

        PartitionReport report = audit(made, stored(made).failsFrom(0).with(StoredFilesAuditTest::replaced));

        assertThat(report.problems()).hasSize(1).allMatch((problem) -> problem.endsWith("' was replaced"));
        assertThat(report.missing()).isEqualTo(15);
        assertThat(report.clean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "a.csv", "a.parquet" })
    void reportsAnObjectThatIsReplacedDuringTheAudit(String file) throws IOException {
        MadePartition made = alone(file);

        PartitionReport report = audit(made, stored(made).failsFrom(1).with(StoredFilesAuditTest::replaced));

        String name = made.files().get(0).file();
        assertThat(report.problems()).contains(name + " cannot be read: the object was replaced");
        assertThat(report.missing()).isPositive();
        assertThat(report.clean()).isFalse();
    }

    private static IOException replaced() {
        return new DamagedContentException("the object was replaced", new IOException("changed"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "a.csv", "a.parquet" })
    void leavesStoresToTheReplicaThatAudits(String file) throws IOException {
        MadePartition made = overlapping(file);
        StoredBytes bytes = stored(made).failsFrom(0);

        PartitionReport report = new PartitionAudit(scope(made, segments(made, bytes, false)), made,
                LineDifference.CAPACITY)
            .runPart();

        assertThat(bytes.hasFailed()).isFalse();
        assertThat(report.problems()).isEmpty();
        assertThat(report.missing() + report.foreign() + report.duplicated()).isZero();
    }

    private static StoredBytes stored(MadePartition made) {
        try {
            return new StoredBytes(made.files().get(0).file(), Files.readAllBytes(made.file(0)));
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PartitionReport audit(MadePartition made, StoredBytes bytes) throws IOException {
        return new PartitionAudit(scope(made, segments(made, bytes, true)), made, LineDifference.CAPACITY).run();
    }

    private static PartitionScope scope(MadePartition made, List<Segment> segments) {
        return new PartitionScope(made.sink(), 0, segments, List.of(), made.logStart(), made.end(), made.end(),
                List.of(), true);
    }

    private static List<Segment> segments(MadePartition made, StoredBytes bytes, boolean read) {
        List<Segment> segments = new ArrayList<>();
        for (LedgerEntry entry : made.files()) {
            Path path = made.directory().resolve(entry.file());
            segments.add(segments.isEmpty() ? new Segment(StoredBytes.entry(entry), bytes, read, read, 0)
                    : new Segment(entry, path, true, true, 0));
        }
        return segments;
    }

}

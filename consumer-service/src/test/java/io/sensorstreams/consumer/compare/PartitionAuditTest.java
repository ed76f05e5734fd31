package io.sensorstreams.consumer.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.consumer.audit.Verdict;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.reread.MadePartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionAuditTest {

    @TempDir
    Path output;

    @Test
    void isCleanForSeveralFilesWithGapsAndDeadLetters() throws IOException {
        PartitionReport report = audit(partition().rows(3)
            .skipOffsets(2)
            .row("not JSON")
            .rows(2)
            .roll()
            .row("{\"broken\":")
            .skipOffsets(1)
            .rows(4)
            .row("{\"other\":\"columns, \\\"quoted\\\"\\nin two lines\"}"));

        assertThat(report.problems()).isEmpty();
        assertThat(report.clean()).isTrue();
        assertThat(report).isEqualTo(counts(12, 10).deadLettered(2).files(3).build());
    }

    @Test
    void isCleanForJsonLines() throws IOException {
        PartitionReport report = audit(new MadePartition(this.output, FileFormat.JSONL).rows(3).roll().rows(3));

        assertThat(report).isEqualTo(counts(6, 6).files(2).build());
        assertThat(report.clean()).isTrue();
    }

    @Test
    void isCleanForAnEmptyPartition() throws IOException {
        assertThat(audit(partition()).clean()).isTrue();
    }

    @Test
    void findsADroppedRow() throws IOException {
        MadePartition partition = partition().rows(10).roll().rows(5);
        List<String> lines = partition.lines(0);
        lines.remove(4);
        partition.rewrite(0, lines);

        PartitionReport report = audit(partition);

        assertThat(report).isEqualTo(counts(15, 14).missing(1)
            .files(2)
            .problems("AIR-0-00000000000000000000.csv lacks offset 3 before row 4")
            .build());
        assertThat(report.clean()).isFalse();
    }

    @Test
    void leavesOutWhatConcernsTheTopicInAPart() throws IOException {
        MadePartition partition = partition().rows(10).roll().rows(5);
        List<String> lines = partition.lines(0);
        lines.remove(4);
        partition.rewrite(0, lines);
        PartitionScope scope = new PartitionScope(partition.sink(), 0, segments(partition).subList(0, 1), List.of(), 0,
                partition.end(), partition.end(), List.of(gap(20, 21, LedgerGap.Kind.DELETED, "it is lost", false)),
                true);

        PartitionReport whole = new PartitionAudit(scope, partition, LineDifference.CAPACITY).run();
        PartitionReport part = new PartitionAudit(scope, partition, LineDifference.CAPACITY).runPart();

        assertThat(whole.missing()).isEqualTo(6);
        assertThat(whole.problems()).hasSize(3);
        assertThat(part.missing()).isEqualTo(1);
        assertThat(part.problems()).containsExactly("AIR-0-00000000000000000000.csv lacks offset 3 before row 4");
        assertThat(part.gaps()).isEmpty();
    }

    @Test
    void findsInAPartWhatOtherDisksTakeForRecordsOfItsFiles() throws IOException {
        MadePartition partition = turns(3).unwritten("{\"lost\":1}").rows(1).deleteRecordsBelow(3);
        List<Segment> elsewhere = partition.files()
            .stream()
            .map((entry) -> new Segment(entry, this.output.resolve("elsewhere"), false, false, 0))
            .toList();

        PartitionReport asking = new PartitionAudit(scope(partition, elsewhere), partition, LineDifference.CAPACITY)
            .run();
        PartitionReport part = new PartitionAudit(scope(partition, segments(partition)), partition,
                LineDifference.CAPACITY)
            .runPart();

        assertThat(asking).isEqualTo(counts(5, 0).unreachable(5, MadePartition.INSTANCE).files(2).build());
        assertThat(part.missing()).isEqualTo(1);
        assertThat(part.problems()).containsExactly("No file contains 1 of the records at offset 6");
    }

    @Test
    void leavesARecordThatEachDiskKnowsToBeInNoFileOutOfAPart() throws IOException {
        MadePartition partition = turns(3).unwritten("{\"lost\":1}").rows(1);

        PartitionReport part = new PartitionAudit(scope(partition, segments(partition)), partition,
                LineDifference.CAPACITY)
            .runPart();

        assertThat(part.missing()).isZero();
        assertThat(part.problems()).isEmpty();
    }

    private static PartitionScope scope(MadePartition partition, List<Segment> segments) {
        return new PartitionScope(partition.sink(), 0, segments, List.of(), partition.logStart(), partition.end(),
                partition.end(), List.of(), true);
    }

    @Test
    void findsADuplicatedRow() throws IOException {
        MadePartition partition = partition().rows(10).roll();
        List<String> lines = partition.lines(0);
        lines.add(5, lines.get(5));
        partition.rewrite(0, lines);

        assertThat(audit(partition)).isEqualTo(counts(10, 11).duplicated(1)
            .files(1)
            .problems("AIR-0-00000000000000000000.csv has row 6, which Kafka does not have there")
            .build());
    }

    @Test
    void findsARowOfAnEarlierFileWrittenAgain() throws IOException {
        MadePartition partition = partition().rows(3).roll().rows(3).roll();
        List<String> lines = partition.lines(1);
        lines.add(partition.lines(0).get(1));
        partition.rewrite(1, lines);

        assertThat(audit(partition)).isEqualTo(counts(6, 7).duplicated(1)
            .files(2)
            .problems("AIR-0-00000000000000000003.csv has row 4, which Kafka does not have there")
            .build());
    }

    @Test
    void findsSwappedRows() throws IOException {
        MadePartition partition = partition().rows(10).roll();
        List<String> lines = partition.lines(0);
        Collections.swap(lines, 3, 4);
        partition.rewrite(0, lines);

        PartitionReport report = audit(partition);

        assertThat(report).isEqualTo(counts(10, 10).disordered(1)
            .files(1)
            .problems("AIR-0-00000000000000000000.csv has row 3, which Kafka does not have there",
                    "AIR-0-00000000000000000000.csv lacks offset 3 before row 5")
            .build());
        assertThat(report.clean()).isFalse();
    }

    @Test
    void findsAnAlteredRowByContentAndByChecksum() throws IOException {
        MadePartition partition = partition().rows(10).roll();
        String content = Files.readString(partition.file(0));
        Files.writeString(partition.file(0), content.replace("t7,7.0", "t7,7.1"));

        PartitionReport report = audit(partition);

        assertThat(report.missing()).isEqualTo(1);
        assertThat(report.foreign()).isEqualTo(1);
        assertThat(report.problems()).first()
            .isEqualTo("AIR-0-00000000000000000000.csv has row 8 in place of offset 7");
        assertThat(report.problems()).last().asString().startsWith("AIR-0-00000000000000000000.csv has the checksum ");
    }

    @Test
    void findsAChangedHeader() throws IOException {
        MadePartition partition = partition().rows(2).roll();
        List<String> lines = partition.lines(0);
        lines.set(0, "Time,PM2.5");
        partition.rewrite(0, lines);

        assertThat(audit(partition)).isEqualTo(counts(2, 2).files(1)
            .problems("AIR-0-00000000000000000000.csv does not start with the header of its first record")
            .build());
    }

    @Test
    void findsATruncatedFile() throws IOException {
        MadePartition partition = partition().rows(10).roll().rows(10).roll();
        byte[] bytes = Files.readAllBytes(partition.file(0));
        Files.write(partition.file(0), Arrays.copyOf(bytes, bytes.length - 10));

        PartitionReport report = audit(partition);

        assertThat(report.inFiles()).isEqualTo(19);
        assertThat(report.missing()).isEqualTo(2);
        assertThat(report.foreign()).as("the torn line").isEqualTo(1);
        assertThat(report.problems()).contains("AIR-0-00000000000000000000.csv is 70 bytes long; the ledger has 80");
    }

    @Test
    void findsAMissingFile() throws IOException {
        MadePartition partition = partition().rows(10).roll().rows(3).roll();
        Files.delete(partition.file(0));

        assertThat(audit(partition)).isEqualTo(counts(13, 3).missing(10)
            .files(2)
            .problems("AIR-0-00000000000000000000.csv is not on this disk")
            .build());
    }

    @Test
    void countsAFileOnAnotherDiskAsUnreachable() throws IOException {
        MadePartition partition = partition().ownedBy("consumer-1")
            .rows(10)
            .roll()
            .ownedBy(MadePartition.INSTANCE)
            .rows(3)
            .roll();
        Files.writeString(partition.file(0), "a leftover of the same name\n");

        PartitionReport report = audit(partition);

        assertThat(report).isEqualTo(counts(13, 3).unreachable(10, "consumer-1").files(2).build());
        assertThat(Verdict.of(List.of(report))).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void findsRecordsThatAreInNoFile() throws IOException {
        PartitionReport report = audit(partition().rows(2)
            .roll()
            .unwritten("{\"Time\":\"lost\"}")
            .unwritten("{\"Time\":\"lost too\"}")
            .rows(1)
            .roll()
            .unwritten("{\"Time\":\"last\"}"));

        assertThat(report).isEqualTo(counts(6, 3).missing(3)
            .files(2)
            .problems("No file contains offsets 2 to 3", "No file contains offset 5")
            .build());
    }

    @Test
    void countsTheRowsOfAFileThatTheLedgerDoesNotKnowAsForeign() throws IOException {
        MadePartition partition = partition().rows(3).roll();
        Path stray = partition.directory().resolve("AIR-0-00000000000000000001.csv");
        Files.writeString(stray, "Time,PM10\na,1\nb,2\n");

        assertThat(audit(partition, LineDifference.CAPACITY, List.of(stray))).isEqualTo(counts(3, 5).foreign(2)
            .files(1)
            .problems("AIR-0-00000000000000000001.csv is not in the ledger; it has 2 rows")
            .build());
    }

    @Test
    void findsLinesAfterTheCommittedLength() throws IOException {
        MadePartition partition = partition().rows(3).roll();
        Files.writeString(partition.file(0), "never,sent\nt1,1.0\n", StandardOpenOption.APPEND);

        assertThat(audit(partition)).isEqualTo(counts(3, 5).foreign(1)
            .duplicated(1)
            .files(1)
            .problems("AIR-0-00000000000000000000.csv has 2 lines after its committed length of 31 bytes")
            .build());
    }

    @Test
    void findsARowThatKafkaHasTwice() throws IOException {
        PartitionReport report = audit(partition().rows(3).repeated("{\"Time\":\"t1\",\"PM10\":1.0}", 1).rows(2));

        assertThat(report).isEqualTo(counts(6, 6).duplicated(1)
            .files(1)
            .problems("Kafka has the row air/1/1 at offset 3 after the same or a later row")
            .build());
        assertThat(report.clean()).isFalse();
    }

    @Test
    void countsOnlyRecordsThatKafkaStillHas() throws IOException {
        MadePartition partition = partition().rows(5).roll().rows(5).roll().rows(5).deleteRecordsBelow(7);

        PartitionReport report = audit(partition);

        assertThat(report).isEqualTo(counts(8, 8).files(3).build());
        assertThat(report.clean()).isTrue();
    }

    @Test
    void comparesChecksumsOfFilesWhoseRecordsAreDeleted() throws IOException {
        MadePartition partition = partition().rows(5).roll().rows(5).roll().deleteRecordsBelow(7);
        Files.writeString(partition.file(0), Files.readString(partition.file(0)).replace("t1,", "t2,"));

        PartitionReport report = audit(partition);

        assertThat(report.problems()).singleElement()
            .asString()
            .startsWith("AIR-0-00000000000000000000.csv has the checksum");
        assertThat(report.clean()).isFalse();
    }

    @Test
    void reportsRecordsThatWereDeletedBeforeTheyWereWritten() throws IOException {
        MadePartition partition = partition().rows(5).roll();

        PartitionReport report = audit(partition, partition.end(), 9, 20);

        assertThat(report.problems())
            .containsExactly("Kafka has removed offsets 5 to 8 before the group could write them");
        assertThat(report.clean()).isFalse();
    }

    @Test
    void reportsATopicThatEndsBeforeTheCommittedOffset() throws IOException {
        MadePartition partition = partition().rows(5).roll();

        PartitionReport report = audit(partition, partition.end(), 0, 2);

        assertThat(report.inKafka()).isEqualTo(2);
        assertThat(report.foreign()).isEqualTo(3);
        assertThat(report.problems()).first()
            .isEqualTo("Kafka ends at offset 2, but the group has committed offset 5; was the topic deleted?");
    }

    @Test
    void takesTheOrderOfColumnsFromAFileWhoseFirstRecordIsDeleted() throws IOException {
        PartitionReport report = audit(partition().row("{\"b\":1,\"a\":2}")
            .row("{\"a\":3,\"b\":4}")
            .row("{\"a\":5,\"b\":6}")
            .deleteRecordsBelow(1));

        assertThat(report).isEqualTo(counts(2, 2).files(1).build());
    }

    @Test
    void matchesLinesAfterALongGap() throws IOException {
        MadePartition partition = partition().rows(30_000).roll().rows(100).roll();
        List<String> lines = partition.lines(0);
        lines.subList(1000, 11_000).clear();
        partition.rewrite(0, lines);

        PartitionReport report = audit(partition);

        assertThat(report.missing()).isEqualTo(10_000);
        assertThat(report.foreign() + report.duplicated() + report.disordered()).isZero();
    }

    @Test
    void countsTheSameInSeveralPasses() throws IOException {
        MadePartition partition = partition().rows(20_000).roll();
        List<String> lines = partition.lines(0);
        List<String> other = new ArrayList<>(List.of(lines.get(0)));
        for (int i = 0; i < 15_000; i++) {
            other.add("foreign," + i);
        }
        other.add(lines.get(20_000));
        other.add(lines.get(20_000));
        partition.rewrite(0, other);

        PartitionReport report = audit(partition, 1000, List.of());

        assertThat(report.inKafka()).isEqualTo(20_000);
        assertThat(report.inFiles()).isEqualTo(15_002);
        assertThat(report.missing()).isEqualTo(19_999);
        assertThat(report.foreign()).isEqualTo(15_000);
        assertThat(report.duplicated()).isEqualTo(1);
        assertThat(report.problems()).hasSizeLessThanOrEqualTo(11);
    }

    @Test
    void reportsUncommittedOffsetsAsLag() throws IOException {
        MadePartition partition = partition().rows(4);

        PartitionReport report = audit(partition, 4, 0, 7);

        assertThat(report.lag()).isEqualTo(3);
        assertThat(report.clean()).isTrue();
    }

    @Test
    void isCleanForAlternatingSetsOfColumns() throws IOException {
        MadePartition partition = partition().rows(1);
        for (int i = 0; i < 100; i++) {
            partition.row("{\"b\":%d,\"a\":1}".formatted(i)).row("{\"a\":2,\"b\":%d}".formatted(i)).rows(1);
        }
        partition.row("not JSON").roll().rows(2).row("{\"c\":1}").rows(1);

        PartitionReport report = audit(partition);

        assertThat(report).isEqualTo(counts(306, 305).deadLettered(1).files(4).build());
        assertThat(report.clean()).isTrue();
    }

    @Test
    void findsADroppedRowOfAlternatingFiles() throws IOException {
        MadePartition partition = turns(10).roll();
        List<String> lines = partition.lines(1);
        lines.remove(4);
        partition.rewrite(1, lines);

        assertThat(audit(partition)).isEqualTo(counts(20, 19).missing(1)
            .files(2)
            .problems("AIR-0-00000000000000000001.csv lacks offset 7 before row 4")
            .build());
    }

    @Test
    void findsADuplicatedRowOfAlternatingFiles() throws IOException {
        MadePartition partition = turns(10).roll();
        List<String> lines = partition.lines(1);
        lines.add(5, lines.get(5));
        partition.rewrite(1, lines);

        assertThat(audit(partition)).isEqualTo(counts(20, 21).duplicated(1)
            .files(2)
            .problems("AIR-0-00000000000000000001.csv has row 6, which Kafka does not have there")
            .build());
    }

    @Test
    void findsRowsMissingFromAlternatingFiles() throws IOException {
        PartitionReport report = audit(turns(3).unwritten("{\"lost\":1}").rows(1));

        assertThat(report).isEqualTo(
                counts(8, 7).missing(1).files(2).problems("No file contains 1 of the records at offset 6").build());
    }

    @Test
    void countsUnreachableRowsOfOverlappingFiles() throws IOException {
        MadePartition partition = partition().rows(1)
            .ownedBy("consumer-1")
            .row("{\"m\":1}")
            .ownedBy(MadePartition.INSTANCE)
            .rows(2)
            .row("{\"m\":2}")
            .rows(1);

        assertThat(audit(partition)).isEqualTo(counts(6, 4).unreachable(2, "consumer-1").files(2).build());
    }

    @Test
    void countsOnlyRecordsThatKafkaStillHasOfOverlappingFiles() throws IOException {
        PartitionReport report = audit(turns(10).deleteRecordsBelow(7));

        assertThat(report.problems()).isEmpty();
        assertThat(report).isEqualTo(counts(13, 13).files(2).build());
        assertThat(report.clean()).isTrue();
    }

    @Test
    void countsOnlyRecordsThatKafkaStillHasAfterOverlappingFiles() throws IOException {
        MadePartition partition = turns(5).roll().rows(5).roll().rows(5).deleteRecordsBelow(12);

        PartitionReport report = audit(partition);

        assertThat(report.problems()).isEmpty();
        assertThat(report).isEqualTo(counts(8, 8).files(4).build());
        assertThat(report.clean()).isTrue();
    }

    /** Creates rows with two alternating sets of columns. */
    private MadePartition turns(int rowsOfEach) {
        MadePartition partition = partition();
        for (int i = 0; i < rowsOfEach; i++) {
            partition.rows(1).row("{\"m\":%d}".formatted(i));
        }
        return partition;
    }

    @Test
    void doesNotExpectSkippedRows() throws IOException {
        MadePartition partition = partition().rows(3).roll().unwritten("{\"a\":1}").unwritten("{\"a\":2}").rows(2);
        LedgerGap skipped = gap(3, 5, LedgerGap.Kind.SKIPPED, "bad rows", true);

        PartitionReport report = audit(partition, skipped);

        assertThat(report).isEqualTo(counts(7, 5).files(2).skipped(2).gap(GapView.of(skipped)).build());
        assertThat(report.clean()).isTrue();
        assertThat(Verdict.of(List.of(report))).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void findsMissingRowsAfterSkippedOnes() throws IOException {
        MadePartition partition = partition().rows(3).roll().unwritten("{\"a\":1}").unwritten("{\"a\":2}").rows(2);

        PartitionReport report = audit(partition, gap(3, 4, LedgerGap.Kind.SKIPPED, "bad rows", true));

        assertThat(report.missing()).isEqualTo(1);
        assertThat(report.skipped()).isEqualTo(1);
        assertThat(report.problems()).containsExactly("No file contains offset 4");
        assertThat(Verdict.of(List.of(report))).isEqualTo(Verdict.NOT_CLEAN);
    }

    @Test
    void isCleanWithoutTheFilesThatRetentionRemoved() throws IOException {
        MadePartition partition = partition().unwritten("{\"a\":1}").unwritten("{\"a\":2}").row("not JSON").rows(2);

        PartitionReport report = audit(partition, retention(0, 3, 2));

        assertThat(report).isEqualTo(counts(5, 2).deadLettered(1).removed(2).removedInKafka(2).files(1).build());
        assertThat(report.clean()).isTrue();
        assertThat(Verdict.of(List.of(report))).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void comparesFilesThatRemainInARangeOfRetention() throws IOException {
        MadePartition partition = partition();
        for (int i = 0; i < 6; i++) {
            partition.row("{\"a\":%d,\"b\":1}".formatted(i)).unwritten("{\"c\":%d}".formatted(i));
        }
        LedgerGap removed = retention(0, 12, 6);

        assertThat(audit(partition, removed)).isEqualTo(counts(12, 6).removed(6).removedInKafka(6).files(1).build());

        List<String> lines = partition.lines(0);
        lines.add(4, lines.get(2));
        lines.remove(5);
        partition.rewrite(0, lines);
        PartitionReport report = audit(partition, removed);
        assertThat(report.missing()).isEqualTo(1);
        assertThat(report.duplicated()).isEqualTo(1);
        assertThat(report.clean()).isFalse();
    }

    @Test
    void findsRowsMissingAfterARangeOfRetention() throws IOException {
        MadePartition partition = partition().unwritten("{\"a\":1}").unwritten("{\"a\":2}").rows(2);

        PartitionReport report = audit(partition, retention(0, 1, 1));

        assertThat(report.missing()).isEqualTo(1);
        assertThat(report.problems()).containsExactly("No file contains offset 1");
        assertThat(report.clean()).isFalse();
    }

    private static LedgerGap retention(long from, long to, long rows) {
        return new LedgerGap("AIR", "AIR", 0, from, to, LedgerGap.Kind.RETENTION, rows, "Retention removed files",
                Instant.EPOCH, "consumer-0", "topic-1", true);
    }

    @Test
    void isNotCleanAfterALossRecordedInTheLedger() throws IOException {
        MadePartition partition = partition().rows(3).roll().skipOffsets(10).rows(2);
        LedgerGap deleted = gap(3, 13, LedgerGap.Kind.DELETED, "Kafka removed offsets 3 to 12", false);

        PartitionReport report = audit(partition, deleted);

        assertThat(report.lost()).isEqualTo(10);
        assertThat(report.problems()).containsExactly("Kafka removed offsets 3 to 12");
        assertThat(Verdict.of(List.of(report))).isEqualTo(Verdict.NOT_CLEAN);
        assertThat(Verdict.of(List.of(audit(partition, deleted.acknowledge())))).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void findsRowsOfARemovedFileMissingThoughKafkaHasDeletedThem() throws IOException {
        MadePartition partition = partition().rows(3).roll().rows(2).roll().deleteRecordsBelow(3);
        Files.delete(partition.file(0));

        PartitionReport report = audit(partition);

        assertThat(report.missing()).isEqualTo(3);
        assertThat(report.problems()).containsExactly("AIR-0-00000000000000000000.csv is not on this disk");
    }

    @Test
    void countsARemovedFileOfThisReplicaAsMissing() throws IOException {
        MadePartition partition = partition().rows(3).roll();
        LedgerEntry entry = partition.files().get(0);
        Segment ours = new Segment(entry, partition.directory().resolve("gone.csv"), false, true, 0);

        PartitionReport report = new PartitionAudit(new PartitionScope(partition.sink(), 0, List.of(ours), List.of(), 0,
                partition.end(), partition.end(), List.of(), true), partition, LineDifference.CAPACITY)
            .run();

        assertThat(report.missing()).isEqualTo(3);
        assertThat(report.elsewhere()).isEmpty();
        assertThat(report.clean()).isFalse();
    }

    private static LedgerGap gap(long from, long to, LedgerGap.Kind kind, String reason, boolean acknowledged) {
        return new LedgerGap("AIR", "AIR", 0, from, to, kind, to - from, reason, Instant.EPOCH, "consumer-0", "topic-1",
                acknowledged);
    }

    private static PartitionReport audit(MadePartition partition, LedgerGap gap) throws IOException {
        PartitionScope scope = new PartitionScope(partition.sink(), 0, segments(partition), List.of(),
                partition.logStart(), partition.end(), partition.end(), List.of(gap), true);
        return new PartitionAudit(scope, partition, LineDifference.CAPACITY).run();
    }

    private static PartitionReport audit(MadePartition partition) throws IOException {
        return audit(partition, LineDifference.CAPACITY, List.of());
    }

    private static PartitionReport audit(MadePartition partition, int capacity, List<Path> strays) throws IOException {
        PartitionScope scope = new PartitionScope(partition.sink(), 0, segments(partition), strays,
                partition.logStart(), partition.end(), partition.end(), List.of(), true);
        return new PartitionAudit(scope, partition, capacity).run();
    }

    private static PartitionReport audit(MadePartition partition, long committed, long logStart, long logEnd)
            throws IOException {
        PartitionScope scope = new PartitionScope(partition.sink(), 0, segments(partition), List.of(), logStart, logEnd,
                committed, List.of(), true);
        return new PartitionAudit(scope, partition, LineDifference.CAPACITY).run();
    }

    private static List<Segment> segments(MadePartition partition) throws IOException {
        List<Segment> segments = new ArrayList<>();
        for (LedgerEntry entry : partition.files()) {
            Path path = partition.directory().resolve(entry.file());
            boolean here = entry.owner().equals(MadePartition.INSTANCE);
            segments.add(new Segment(entry, path, here, here, Segment.uncommitted(entry, path)));
        }
        return segments;
    }

    private MadePartition partition() {
        return new MadePartition(this.output);
    }

    private static PartitionReport.Builder counts(long inKafka, long inFiles) {
        return PartitionReport.builder("AIR", "AIR", 0).inKafka(inKafka).inFiles(inFiles);
    }

}

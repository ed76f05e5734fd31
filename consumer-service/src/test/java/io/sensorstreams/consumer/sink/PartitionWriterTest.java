package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.directory.DirectoryLabel;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.directory.SegmentName;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.format.OpenFile;
import io.sensorstreams.consumer.parquet.output.TestParquet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.tuple;

class PartitionWriterTest {

    private static final String FIRST = "AIR-0-00000000000000000000.csv";

    @TempDir
    Path output;

    /** Simulated content of the ledger in Kafka. */
    private final Map<String, LedgerEntry> ledger = new LinkedHashMap<>();

    private final List<RollPolicy.Reason> rolls = new ArrayList<>();

    private RollPolicy roll = new RollPolicy(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofHours(1), 8);

    private final SimulatedClock clock = new SimulatedClock();

    private String owner = "consumer-0";

    private String cluster = "cluster-a";

    private String topicId = "topic-1";

    private FileFormat format = FileFormat.CSV;

    private long next;

    @Test
    void returnsLedgerEntriesOfDurableRows() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 3, 5);
        commit(writer);

        byte[] bytes = Files.readAllBytes(file(name(3)));
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("n\n3\n5\n");
        assertThat(this.ledger.values()).containsExactly(LedgerEntry.builder("AIR", "AIR", 0, name(3))
            .nextOffset(6)
            .rows(2)
            .bytes(6)
            .crc32c(crc32c(bytes))
            .owner("consumer-0")
            .topicId(this.topicId)
            .disk(disk())
            .build());
        assertThat(writer.committedTotals()).isEqualTo(new FileTotals(2, 6));
        assertThat(writer.committedFile()).hasValue(name(3));
        assertThat(writer.isChanged()).isFalse();
    }

    @Test
    void returnsTheFileWhoseLastLineIsTheRow() throws Exception {
        PartitionWriter writer = open(0);
        for (int row = 0; row < 40_000; row++) {
            OpenFile file = writer.append(row, utf8("{\"n\":" + row + "}"));
            assertThat(file.lastLine()).isEqualTo(String.valueOf(row));
            assertThat(file.lastLineNumber()).isEqualTo(row + 2);
            assertThat(file.name()).isEqualTo(FIRST);
        }
        String large = "x".repeat(2_000_000);
        OpenFile other = writer.append(40_000, utf8("{\"m\":\"" + large + "\"}"));
        assertThat(other.lastLine()).isEqualTo(large);
        assertThat(other.lastLineNumber()).isEqualTo(2);
        assertThat(other.name()).isEqualTo(name(40_000));
        commit(writer);
        writer.close();
        assertThat(Files.readAllLines(file(FIRST)).get(39_999 + 1)).isEqualTo("39999");

        PartitionWriter again = open(40_001);
        OpenFile resumed = again.append(40_001, utf8("{\"n\":7}"));
        assertThat(resumed.lastLine()).isEqualTo("7");
        assertThat(resumed.lastLineNumber()).isEqualTo(40_002);
        again.close();
    }

    @Test
    void countsLinesWithoutAHeaderInAFormatThatHasNone() throws Exception {
        this.format = FileFormat.JSONL;
        PartitionWriter writer = open(0);

        OpenFile file = writer.append(0, utf8("{\"n\":1}"));

        assertThat(file.lastLine()).isEqualTo("{\"n\":1}");
        assertThat(file.lastLineNumber()).isEqualTo(1);
        writer.close();
    }

    @Test
    void continuesTheOpenFileWithoutASecondHeader() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0, 1);
        commit(writer);
        writer.close();
        PartitionWriter again = open(2);
        append(again, 2);
        assertThat(again.uncommitted()).isEqualTo(new FileTotals(1, 2));
        commit(again);

        assertThat(file(FIRST)).hasContent("n\n0\n1\n2\n");
        assertThat(this.ledger.get(FIRST).crc32c()).isEqualTo(crc32c(Files.readAllBytes(file(FIRST))));
        assertThat(again.committedTotals()).isEqualTo(new FileTotals(3, 8));
    }

    @Test
    void truncatesUncommittedRowsWhenItIsReopened() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0);
        commit(writer);
        append(writer, 1);
        writer.append(2, utf8("{\"m\":2}"));
        writer.flush();
        writer.close();
        assertThat(files()).hasSize(2);

        open(1).close();
        assertThat(files()).containsExactly(FIRST);
        assertThat(file(FIRST)).hasContent("n\n0\n");
    }

    @Test
    void truncatesToTheLastCommit() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0);
        commit(writer);
        append(writer, 1);
        writer.append(2, utf8("{\"m\":2}"));
        writer.flush();
        writer.cutBack();

        assertThat(files()).containsExactly(FIRST);
        assertThat(file(FIRST)).hasContent("n\n0\n");
    }

    @Test
    void rollsByRows() throws Exception {
        this.roll = new RollPolicy(Long.MAX_VALUE, 2, Duration.ofHours(1), 8);
        PartitionWriter writer = open(0);
        append(writer, 0);
        commit(writer);
        append(writer, 1, 2);
        assertThat(writer.uncommitted()).isEqualTo(new FileTotals(2, 6));
        commit(writer);

        assertThat(this.ledger.values()).extracting(LedgerEntry::file, LedgerEntry::sealed, LedgerEntry::nextOffset)
            .containsExactly(tuple(FIRST, true, 2L), tuple(name(2), false, 3L));
        assertThat(this.rolls).containsExactly(RollPolicy.Reason.ROWS);
        assertThat(file(name(2))).hasContent("n\n2\n");
        assertThat(writer.committedTotals()).isEqualTo(new FileTotals(3, 10));
    }

    @Test
    void rollsByBytes() throws Exception {
        this.roll = new RollPolicy(6, Long.MAX_VALUE, Duration.ofHours(1), 8);
        PartitionWriter writer = open(0);
        append(writer, 0, 1, 2);
        commit(writer);

        assertThat(this.rolls).containsExactly(RollPolicy.Reason.BYTES);
        assertThat(file(FIRST)).hasContent("n\n0\n1\n");
    }

    @Test
    void rollsByAgeWithoutNewRows() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0);
        commit(writer);
        this.clock.advance(Duration.ofMinutes(59));
        writer.rollByAge();
        assertThat(writer.isChanged()).isFalse();
        this.clock.advance(Duration.ofMinutes(1));
        writer.rollByAge();
        assertThat(writer.isChanged()).isTrue();
        commit(writer);

        assertThat(this.ledger.get(FIRST).sealed()).isTrue();
        assertThat(this.rolls).containsExactly(RollPolicy.Reason.AGE);
        assertThat(writer.committedTotals()).isEqualTo(new FileTotals(1, 4));
        assertThat(writer.committedFile()).isEmpty();
    }

    @Test
    void rollsWhenTheColumnsChange() throws Exception {
        this.roll = new RollPolicy(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofHours(1), 1);
        PartitionWriter writer = open(0);
        append(writer, 0);
        writer.append(1, utf8("{\"n\":1,\"m\":2}"));
        commit(writer);

        assertThat(this.rolls).containsExactly(RollPolicy.Reason.COLUMNS);
        assertThat(file(name(1))).hasContent("n,m\n1,2\n");
    }

    @Test
    void writesAlternatingSetsOfColumnsToTwoFiles() throws Exception {
        PartitionWriter writer = open(0);
        for (int i = 0; i < 600; i++) {
            writer.append(i, utf8((i % 2 == 0) ? "{\"a\":" + i + "}" : "{\"b\":2,\"a\":" + i + "}"));
            if (i % 100 == 99) {
                commit(writer);
            }
        }

        assertThat(this.ledger.values())
            .extracting(LedgerEntry::file, LedgerEntry::sealed, LedgerEntry::nextOffset, LedgerEntry::rows)
            .containsExactly(tuple(FIRST, false, 599L, 300L), tuple(name(1), false, 600L, 300L));
        assertThat(this.rolls).isEmpty();
        assertThat(Files.readAllLines(file(FIRST))).startsWith("a", "0", "2", "4").endsWith("598").hasSize(301);
        assertThat(Files.readAllLines(file(name(1)))).startsWith("b,a", "2,1", "2,3").endsWith("2,599").hasSize(301);
        assertThat(writer.committedFile()).hasValue(name(1));
        assertThat(writer.committedTotals().rows()).isEqualTo(600);
    }

    @Test
    void keepsFewFilesOpenForManySetsOfColumns() throws Exception {
        PartitionWriter writer = open(0);
        for (int i = 0; i < 1000; i++) {
            writer.append(i, utf8("{\"n" + i + "\":1}"));
        }
        commit(writer);

        assertThat(this.ledger).hasSize(1000);
        assertThat(this.ledger.values().stream().filter((entry) -> !entry.sealed())).extracting(LedgerEntry::file)
            .containsExactly(names(992, 1000));
        assertThat(this.rolls).hasSize(992).containsOnly(RollPolicy.Reason.COLUMNS);
    }

    @Test
    void sealsTheLeastRecentlyWrittenFile() throws Exception {
        this.roll = new RollPolicy(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofHours(1), 2);
        PartitionWriter writer = open(0);
        for (String column : List.of("a", "b", "a", "c", "a", "b")) {
            writer.append(this.next++, utf8("{\"" + column + "\":1}"));
        }
        commit(writer);

        assertThat(this.ledger.values()).extracting(LedgerEntry::file, LedgerEntry::sealed, LedgerEntry::nextOffset)
            .containsExactlyInAnyOrder(tuple(FIRST, false, 5L), tuple(name(1), true, 2L), tuple(name(3), true, 4L),
                    tuple(name(5), false, 6L));
    }

    @Test
    void continuesInEachOpenFile() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0);
        writer.append(1, utf8("{\"m\":1}"));
        append(writer, 2);
        commit(writer);
        writer.append(3, utf8("{\"m\":3}"));
        writer.append(4, utf8("{\"x\":4}"));
        writer.flush();
        writer.close();
        PartitionWriter again = open(3);
        assertThat(again.committedFile()).hasValue(FIRST);
        assertThat(again.isChanged()).isFalse();
        again.append(3, utf8("{\"m\":3}"));
        append(again, 4);
        commit(again);

        assertThat(files()).containsExactly(FIRST, name(1));
        assertThat(file(FIRST)).hasContent("n\n0\n2\n4\n");
        assertThat(file(name(1))).hasContent("m\n1\n3\n");
        assertThat(this.rolls).isEmpty();
    }

    @Test
    void sealsOpenFilesBeyondTheLimit() throws Exception {
        PartitionWriter writer = open(0);
        for (String column : List.of("a", "b", "c", "a")) {
            writer.append(this.next++, utf8("{\"" + column + "\":1}"));
        }
        commit(writer);
        writer.close();
        this.roll = new RollPolicy(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofHours(1), 2);
        PartitionWriter again = open(4);
        again.append(4, utf8("{\"a\":1}"));
        commit(again);

        assertThat(this.ledger.values()).extracting(LedgerEntry::file, LedgerEntry::sealed)
            .containsExactlyInAnyOrder(tuple(FIRST, false), tuple(name(1), true), tuple(name(2), false));
    }

    @Test
    void truncatesEachOpenFileToTheLastCommit() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0);
        writer.append(1, utf8("{\"m\":1}"));
        commit(writer);
        append(writer, 2);
        writer.append(3, utf8("{\"m\":3}"));
        writer.append(4, utf8("{\"x\":4}"));
        writer.flush();
        writer.cutBack();

        assertThat(files()).containsExactly(FIRST, name(1));
        assertThat(file(FIRST)).hasContent("n\n0\n");
        assertThat(file(name(1))).hasContent("m\n1\n");
    }

    @Test
    void doesNotDeleteAFileCoveredOnlyByAnotherSetOfColumns() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0);
        writer.append(1, utf8("{\"m\":1}"));
        append(writer, 2);
        commit(writer);
        writer.close();
        this.ledger.remove(name(1));

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open(3))
            .withMessageContaining("is not in the ledger, but starts before the committed offset 3");
        assertThat(files()).containsExactly(FIRST, name(1));
    }

    @Test
    void limitsTheColumnsOfAllOpenFiles() throws Exception {
        PartitionWriter writer = open(0);
        for (int set = 0; set < 4; set++) {
            StringBuilder value = new StringBuilder("{");
            for (int i = 0; i < 60_000; i++) {
                value.append((i > 0) ? "," : "").append("\"c").append(set).append('_').append(i).append("\":1");
            }
            writer.append(set, utf8(value.append('}').toString()));
        }
        commit(writer);

        assertThat(this.ledger.values()).extracting(LedgerEntry::sealed)
            .containsExactlyInAnyOrder(true, false, false, false);
    }

    @Test
    void startsANewFileAndSealsTheFileOnAnotherDisk() throws Exception {
        LedgerEntry elsewhere = LedgerEntry.builder("AIR", "AIR", 0, FIRST)
            .nextOffset(7)
            .rows(7)
            .bytes(99)
            .owner("consumer-9")
            .topicId(this.topicId)
            .disk("another disk")
            .build();
        this.ledger.put(FIRST, elsewhere);
        PartitionWriter writer = open(7);
        assertThat(writer.isChanged()).isFalse();
        append(writer, 7);
        commit(writer);

        assertThat(this.ledger.get(FIRST)).isEqualTo(elsewhere.seal());
        assertThat(file(name(7))).hasContent("n\n7\n");
        assertThat(writer.committedTotals()).isEqualTo(new FileTotals(8, 103));
    }

    @Test
    void continuesTheFileOfAnotherInstanceOnASharedDisk() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0);
        commit(writer);
        writer.close();
        this.owner = "consumer-1";
        PartitionWriter other = open(1);
        append(other, 1);
        commit(other);

        assertThat(file(FIRST)).hasContent("n\n0\n1\n");
        assertThat(this.ledger.get(FIRST).owner()).isEqualTo("consumer-1");
    }

    @Test
    void startsANewFileForAnotherFormat() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0);
        commit(writer);
        writer.close();
        this.format = FileFormat.JSONL;
        PartitionWriter other = open(1);
        append(other, 1);
        commit(other);

        assertThat(this.ledger.get(FIRST).sealed()).isTrue();
        assertThat(file("AIR-0-00000000000000000001.jsonl")).hasContent("{\"n\":1}\n");
    }

    @Test
    void refusesASecondWriterOfADirectory() throws Exception {
        PartitionWriter writer = open(0);

        assertThatIOException().isThrownBy(() -> open(0))
            .withMessage("Directory " + directory() + " is in use by another writer; waiting until it is released");
        writer.close();
        open(0).close();
    }

    @Test
    void changesNothingWhenCommittedBytesAreMissing() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0, 1);
        commit(writer);
        writer.close();
        Files.writeString(file(FIRST), "n\n0\n");
        Files.writeString(file(name(9)), "n\n9\n");

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open(2))
            .withMessage("File " + file(FIRST) + " has 4 bytes, but the ledger has 6 of it; restore it, or stop group"
                    + " AIR and replay topic AIR from offset 0 or before");
        assertThat(files()).containsExactly(FIRST, name(9));
    }

    @Test
    void changesNothingWhenCommittedBytesWereChanged() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0, 1);
        commit(writer);
        writer.close();
        Files.writeString(file(FIRST), "n\n0\n2\ntorn");

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open(2))
            .withMessageContaining("in its first 6 bytes, but the ledger has " + this.ledger.get(FIRST).crc32c());
        assertThat(file(FIRST)).hasContent("n\n0\n2\ntorn");
    }

    @Test
    void reportsARemovedFile() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0);
        commit(writer);
        writer.close();
        Files.delete(file(FIRST));

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open(1))
            .withMessageContaining("is missing, but the ledger has 4 bytes of it");
    }

    @Test
    void deletesOnlyItsUncommittedFiles() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 4);
        commit(writer);
        writer.close();
        for (String name : List.of(name(5), "AIR-0-00000000000000000006.jsonl", "notes.csv", name(7) + ".bak",
                "AIR-1-00000000000000000008.csv")) {
            Files.writeString(file(name), "x");
        }

        open(5).close();
        assertThat(files()).containsExactly(name(4), name(7) + ".bak", "AIR-1-00000000000000000008.csv", "notes.csv");
    }

    @Test
    void doesNotDeleteAFileFromBeforeTheStart() throws Exception {
        open(0).close();
        Files.writeString(file(name(2)), "n\n2\n");

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open(10))
            .withMessage("File " + file(name(2)) + " is not in the ledger, but starts before the committed offset 10;"
                    + " move it out of the directory");
        assertThat(files()).containsExactly(name(2));
    }

    @Test
    void doesNotDeleteTheFilesOfAnotherCluster() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0);
        commit(writer);
        writer.close();
        this.ledger.clear();
        this.cluster = "cluster-b";

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open(0))
            .withMessageContaining("has files of Kafka cluster cluster-a, but this is cluster cluster-b");
        assertThat(files()).containsExactly(FIRST);
    }

    @Test
    void writesALongFileInSeveralParts() throws Exception {
        PartitionWriter writer = open(0);
        StringBuilder expected = new StringBuilder("n\n");
        for (int i = 0; i < 200_000; i++) {
            writer.append(i, utf8("{\"n\":" + i + "}"));
            expected.append(i).append('\n');
        }
        commit(writer);

        assertThat(Files.readString(file(FIRST))).isEqualTo(expected.toString());
        assertThat(this.ledger.get(FIRST).crc32c()).isEqualTo(crc32c(Files.readAllBytes(file(FIRST))));
    }

    private PartitionWriter open(long start) throws IOException {
        WriterSettings settings = new WriterSettings(this.cluster, this.topicId, this.owner, this.roll, this.clock,
                TestWriters.observer(this.rolls), TestParquet.OUTPUT);
        return TestWriters.open(sink(), settings, this.ledger.values(), start);
    }

    private Sink sink() {
        return new Sink("AIR", "AIR", this.output.resolve("AIR"), this.format);
    }

    private void commit(PartitionWriter writer) throws IOException {
        TestWriters.commit(writer, this.ledger);
    }

    private static void append(PartitionWriter writer, long... offsets) throws Exception {
        for (long offset : offsets) {
            writer.append(offset, utf8("{\"n\":" + offset + "}"));
        }
    }

    private String disk() throws IOException {
        return DirectoryLabel.read(directory()).orElseThrow().disk();
    }

    private Path directory() {
        return sink().partitionDirectory(0);
    }

    private Path file(String name) {
        return directory().resolve(name);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.map((file) -> file.getFileName().toString())
                .filter((name) -> !name.startsWith("."))
                .sorted()
                .toList();
        }
    }

    private static String[] names(long from, long to) {
        return LongStream.range(from, to).mapToObj(PartitionWriterTest::name).toArray(String[]::new);
    }

    private static String name(long firstOffset) {
        return SegmentName.of("AIR", 0, firstOffset, "csv");
    }

    private static String crc32c(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return String.format("%08x", checksum.getValue());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}

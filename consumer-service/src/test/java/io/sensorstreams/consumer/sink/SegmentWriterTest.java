package io.sensorstreams.consumer.sink;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStream;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.directory.DirectoryLabel;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.format.Compression;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.format.OpenFile;
import io.sensorstreams.consumer.format.OutputFormat;
import io.sensorstreams.consumer.parquet.output.TestParquet;
import io.sensorstreams.consumer.sink.PartitionWriter.Due;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class SegmentWriterTest {

    private static final FileFormat GZ = new FileFormat(OutputFormat.CSV, Compression.GZ);

    private static final FileFormat ZST = new FileFormat(OutputFormat.JSONL, Compression.ZST);

    @TempDir
    Path output;

    /** Simulated content of the ledger in Kafka. */
    private final Map<String, LedgerEntry> ledger = new LinkedHashMap<>();

    private final List<RollPolicy.Reason> rolls = new ArrayList<>();

    private RollPolicy roll = new RollPolicy(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofMinutes(1), 2);

    private final SimulatedClock clock = new SimulatedClock();

    private FileFormat format = GZ;

    @Test
    void showsAFileWhenItIsComplete() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 3, 5);

        assertThat(files()).containsExactly(".AIR-0-00000000000000000003.csv.gz.part");
        assertThat(writer.due()).isEqualTo(Due.LATER);
        assertThat(writer.isChanged()).isTrue();
        assertThat(writer.uncommitted().rows()).isEqualTo(2);

        commit(writer);
        assertThat(files()).containsExactly("AIR-0-00000000000000000003.csv.gz");
        byte[] bytes = Files.readAllBytes(file(gz(3)));
        assertThat(content(bytes)).isEqualTo("n\n3\n5\n");
        assertThat(this.ledger.values()).containsExactly(LedgerEntry.builder("AIR", "AIR", 0, gz(3))
            .nextOffset(6)
            .rows(2)
            .bytes(bytes.length)
            .crc32c(crc32c(bytes))
            .sealed(true)
            .owner("consumer-0")
            .topicId("topic-1")
            .disk(DirectoryLabel.read(directory()).orElseThrow().disk())
            .build());
        assertThat(writer.committedTotals()).isEqualTo(new FileTotals(2, bytes.length));
        assertThat(writer.committedFile()).isEmpty();
        assertThat(writer.isChanged()).isFalse();
        assertThat(writer.due()).isEqualTo(Due.AT_INTERVALS);
        assertThat(this.rolls).containsExactly(RollPolicy.Reason.RELEASED);
        writer.close();
    }

    @Test
    void returnsTheFileWhoseLastLineIsTheRow() throws Exception {
        this.format = ZST;
        PartitionWriter writer = open(0);
        for (int row = 0; row < 20_000; row++) {
            String value = "{\"n\":" + row + "}";
            OpenFile file = writer.append(row, utf8(value));
            assertThat(file).isNotNull();
            assertThat(file.name()).isEqualTo("AIR-0-00000000000000000000.jsonl.zst");
            assertThat(file.lastLine()).isEqualTo(value);
            assertThat(file.lastLineNumber()).isEqualTo(row + 1);
        }
        commit(writer);

        try (var in = new ZstdInputStream(Files.newInputStream(file("AIR-0-00000000000000000000.jsonl.zst")))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()).hasSize(20_000)
                .last()
                .isEqualTo("{\"n\":19999}");
        }
        writer.close();
    }

    @Test
    void takesNoRowIntoAFullFile() throws Exception {
        this.roll = new RollPolicy(Long.MAX_VALUE, 2, Duration.ofMinutes(1), 2);
        PartitionWriter writer = open(0);
        append(writer, 0);
        assertThat(writer.due()).isEqualTo(Due.LATER);
        append(writer, 1);
        assertThat(writer.due()).isEqualTo(Due.NOW);
        assertThat(writer.append(2, utf8("{\"n\":2}"))).isNull();
        commit(writer);
        append(writer, 2);
        commit(writer);

        assertThat(this.ledger.values()).extracting(LedgerEntry::file, LedgerEntry::rows, LedgerEntry::nextOffset)
            .containsExactly(tuple(gz(0), 2L, 2L), tuple(gz(2), 1L, 3L));
        assertThat(this.rolls).containsExactly(RollPolicy.Reason.ROWS, RollPolicy.Reason.RELEASED);
        writer.close();
    }

    @Test
    void countsWhatTheCompressorHasNotWritten() throws Exception {
        this.format = ZST;
        this.roll = new RollPolicy(100_000, Long.MAX_VALUE, Duration.ofMinutes(1), 2);
        PartitionWriter writer = open(0);
        long rows = 0;
        while (writer.append(rows, utf8("{\"n\":1}")) != null) {
            rows++;
        }

        assertThat(rows).isEqualTo(100_000 / 8);
        assertThat(Files.size(file(".AIR-0-00000000000000000000.jsonl.zst.part"))).isLessThan(100_000);
        commit(writer);
        assertThat(this.rolls).containsExactly(RollPolicy.Reason.BYTES);
        writer.close();
    }

    @Test
    void completesFilesByTheAgeOfTheOldestRow() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0);
        this.clock.advance(Duration.ofSeconds(30));
        writer.append(1, utf8("{\"m\":1}"));
        this.clock.advance(Duration.ofSeconds(29));
        writer.rollByAge();
        assertThat(writer.due()).isEqualTo(Due.LATER);
        this.clock.advance(Duration.ofSeconds(1));
        writer.rollByAge();
        assertThat(writer.due()).isEqualTo(Due.NOW);
        commit(writer);

        assertThat(this.ledger.keySet()).containsExactly(gz(0), gz(1));
        assertThat(this.rolls).containsExactly(RollPolicy.Reason.AGE, RollPolicy.Reason.AGE);
        this.clock.advance(Duration.ofHours(1));
        append(writer, 2);
        writer.rollByAge();
        assertThat(writer.due()).isEqualTo(Due.LATER);
        writer.close();
    }

    @Test
    void commitsAllFilesBeforeOneWithFurtherColumns() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0);
        writer.append(1, utf8("{\"m\":1}"));
        append(writer, 2);
        assertThat(writer.append(3, utf8("{\"k\":3}"))).isNull();
        assertThat(writer.append(3, utf8("{\"k\":3}"))).isNull();
        commit(writer);
        assertThat(writer.append(3, utf8("{\"k\":3}"))).isNotNull();
        commit(writer);

        assertThat(content(gz(0))).isEqualTo("n\n0\n2\n");
        assertThat(content(gz(1))).isEqualTo("m\n1\n");
        assertThat(content(gz(3))).isEqualTo("k\n3\n");
        assertThat(this.ledger.values()).extracting(LedgerEntry::nextOffset).containsExactlyInAnyOrder(3L, 2L, 4L);
        writer.close();
    }

    @Test
    void waitsForNoRowAfterAMalformedOne() throws Exception {
        PartitionWriter writer = open(0);

        assertThatExceptionOfType(MalformedRowException.class).isThrownBy(() -> writer.append(0, utf8("no row")));

        assertThat(writer.isChanged()).isFalse();
        assertThat(writer.due()).isEqualTo(Due.AT_INTERVALS);
        assertThat(files()).isEmpty();
        writer.close();
    }

    @Test
    void removesWhatWasNotCommitted() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0);
        commit(writer);
        append(writer, 1);
        writer.flush();
        append(writer, 2);
        assertThat(files()).hasSize(3);

        writer.cutBack();

        assertThat(files()).containsExactly(gz(0));
    }

    @Test
    void forgetsTheRowsOfACrash() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0);
        writer.flush();
        append(writer, 1);
        writer.close();
        assertThat(files()).containsExactly(".AIR-0-00000000000000000001.csv.gz.part", gz(0));
        List<LedgerEntry> published = List.of(LedgerEntry.builder("AIR", "AIR", 0, gz(0)).bytes(1000).build());
        assertThat(Recovery.hasLeftovers(sink(), 0, published, Instant.now())).isFalse();
        assertThat(Recovery.hasLeftovers(sink(), 0, published, Instant.now().plusSeconds(660))).isTrue();

        open(0).close();

        assertThat(files()).isEmpty();
    }

    @Test
    void keepsAFileThatAnUnknownCommitHasCommitted() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0, 1);
        writer.flush().forEach((entry) -> this.ledger.put(entry.file(), entry));
        writer.close();

        PartitionWriter again = open(2);

        assertThat(files()).containsExactly(gz(0));
        assertThat(again.committedTotals().rows()).isEqualTo(2);
        again.close();
    }

    @Test
    void continuesInNewFilesWhenTheFormatChanges() throws Exception {
        this.format = FileFormat.CSV;
        PartitionWriter appending = open(0);
        append(appending, 0);
        commit(appending);
        append(appending, 1);
        appending.close();
        this.format = GZ;
        PartitionWriter whole = open(1);
        append(whole, 1);
        commit(whole);
        whole.close();
        this.format = FileFormat.CSV;
        PartitionWriter again = open(2);
        append(again, 2);
        commit(again);
        again.close();

        assertThat(this.ledger.values()).extracting(LedgerEntry::file, LedgerEntry::rows, LedgerEntry::sealed)
            .containsExactly(tuple("AIR-0-00000000000000000000.csv", 1L, true), tuple(gz(1), 1L, true),
                    tuple("AIR-0-00000000000000000002.csv", 1L, false));
        assertThat(file("AIR-0-00000000000000000000.csv")).hasContent("n\n0\n");
    }

    @Test
    void deletesFilesThatRetentionRemovedWhileRowsWait() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0, 1);
        commit(writer);
        append(writer, 2);

        writer.delete(List.copyOf(this.ledger.values()));
        this.ledger.clear();

        assertThat(files()).containsExactly(".AIR-0-00000000000000000002.csv.gz.part");
        assertThat(writer.committedTotals()).isEqualTo(new FileTotals(0, 0));
        this.clock.advance(Duration.ofSeconds(1));
        writer.checkDirectory();
        commit(writer);
        assertThat(this.ledger).containsOnlyKeys(gz(2));
        assertThat(writer.committedTotals().rows()).isEqualTo(1);
        writer.close();
    }

    @Test
    void doesNotWriteAFileThatIsInTheLedger() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0);
        commit(writer);

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> append(writer, 0))
            .withMessageContaining(gz(0) + " is in the ledger, but its rows were read again");
        writer.close();
    }

    @Test
    void detectsThatItsFileWasRemoved() throws Exception {
        PartitionWriter writer = open(0);
        append(writer, 0);
        Files.delete(file(".AIR-0-00000000000000000000.csv.gz.part"));

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(writer::flush)
            .withMessageContaining(".part was removed while the partition was written");
        assertThat(files()).isEmpty();
        writer.close();
    }

    private PartitionWriter open(long start) throws IOException {
        WriterSettings settings = new WriterSettings("cluster-a", "topic-1", "consumer-0", this.roll, this.clock,
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
            assertThat(writer.append(offset, utf8("{\"n\":" + offset + "}"))).isNotNull();
        }
    }

    private String content(String name) throws IOException {
        return content(Files.readAllBytes(file(name)));
    }

    private static String content(byte[] gzip) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path directory() {
        return sink().partitionDirectory(0);
    }

    private Path file(String name) {
        return directory().resolve(name);
    }

    /** Names of all files but the label and the lock. */
    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.map((file) -> file.getFileName().toString())
                .filter((name) -> !name.equals(".disk") && !name.equals(".lock"))
                .sorted()
                .toList();
        }
    }

    private static String gz(long firstOffset) {
        return "AIR-0-%020d.csv.gz".formatted(firstOffset);
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

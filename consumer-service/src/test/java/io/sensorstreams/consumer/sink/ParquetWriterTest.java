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

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.parquet.ParquetRows;
import io.sensorstreams.consumer.parquet.output.TestParquet;
import io.sensorstreams.consumer.sink.PartitionWriter.Due;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Parquet files of one partition. */
class ParquetWriterTest {

    @TempDir
    Path output;

    private final Map<String, LedgerEntry> ledger = new LinkedHashMap<>();

    private final List<RollPolicy.Reason> rolls = new ArrayList<>();

    private TestParquet parquet = new TestParquet(Long.MAX_VALUE);

    private long offset;

    @Test
    void commitsAllFilesBeforeARowThatDoesNotFitTheTypes() throws Exception {
        PartitionWriter writer = open();
        append(writer, "{\"other\":1}");
        for (int i = 0; i < 3000; i++) {
            append(writer, "{\"n\":" + i + "}");
        }
        String wider = "{\"n\":0.5}";
        assertThat(writer.append(this.offset, utf8(wider))).isNull();
        assertThat(writer.due()).isEqualTo(Due.NOW);
        commit(writer);
        assertThat(this.rolls).containsExactly(RollPolicy.Reason.COLUMNS, RollPolicy.Reason.COLUMNS);
        assertThat(this.parquet.taken()).isZero();

        append(writer, wider);
        append(writer, "{\"n\":7}");
        commit(writer);
        writer.close();
        assertThat(this.ledger.values()).extracting(LedgerEntry::rows).containsExactly(1L, 3000L, 2L);
        assertThat(lines("AIR-0-00000000000000003001.parquet")).containsExactly("0.5", "7.0");
    }

    @Test
    void refusesValuesThatAreNoRows() throws Exception {
        PartitionWriter writer = open();
        assertThatExceptionOfType(MalformedRowException.class).isThrownBy(() -> writer.append(0, utf8("no row")));
        assertThatExceptionOfType(MalformedRowException.class).isThrownBy(() -> writer.append(1, null));
        assertThat(writer.due()).isEqualTo(Due.AT_INTERVALS);
        writer.close();
    }

    @Test
    void writesRowsEarlyWhileAllOpenFilesTakeTooMuchMemory() throws Exception {
        this.parquet = new TestParquet(1);
        PartitionWriter writer = open();
        for (int i = 0; i < 2000; i++) {
            append(writer, "{\"n\":" + i * 7919 % 10_007 + "}");
        }
        Path waiting = directory().resolve(".AIR-0-00000000000000000000.parquet.part");
        assertThat(Files.size(waiting)).isGreaterThan(1000);
        assertThat(this.parquet.taken()).isPositive();

        commit(writer);
        assertThat(this.parquet.taken()).isZero();
        assertThat(lines("AIR-0-00000000000000000000.parquet")).hasSize(2000);
        writer.close();
    }

    @Test
    void releasesTheMemoryOfRowsThatAreNotCommitted() throws Exception {
        PartitionWriter writer = open();
        for (int i = 0; i < 3000; i++) {
            append(writer, "{\"n\":" + i + "}");
        }
        assertThat(this.parquet.taken()).isPositive();
        writer.cutBack();
        assertThat(this.parquet.taken()).isZero();
        try (var files = Files.list(directory())) {
            assertThat(files).noneMatch((file) -> file.toString().contains("parquet"));
        }
    }

    private void append(PartitionWriter writer, String value) throws Exception {
        assertThat(writer.append(this.offset, utf8(value))).isNotNull();
        this.offset++;
    }

    private void commit(PartitionWriter writer) throws IOException {
        TestWriters.commit(writer, this.ledger);
    }

    private List<String> lines(String file) throws IOException {
        Path path = directory().resolve(file);
        List<String> lines = new ArrayList<>();
        try (ParquetRows rows = ParquetRows.open(path, Files.size(path))) {
            while (rows.next()) {
                lines.add(new String(rows.line().array(), 0, rows.line().length(), StandardCharsets.UTF_8).strip());
            }
        }
        return lines;
    }

    private Path directory() {
        return sink().partitionDirectory(0);
    }

    private PartitionWriter open() throws IOException {
        RollPolicy roll = new RollPolicy(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofMinutes(1), 8);
        WriterSettings settings = new WriterSettings("cluster-a", "topic-1", "consumer-0", roll, new SimulatedClock(),
                TestWriters.observer(this.rolls), this.parquet.output());
        return TestWriters.open(sink(), settings, this.ledger.values(), 0);
    }

    private Sink sink() {
        return new Sink("AIR", "AIR", this.output.resolve("AIR"), FileFormat.PARQUET);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}

package io.sensorstreams.consumer.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.format.Compression;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.format.OutputFormat;
import io.sensorstreams.consumer.reread.MadePartition;
import io.sensorstreams.consumer.sink.Sink;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Audits of files that are compressed. */
class CompressedAuditTest {

    @TempDir
    Path output;

    @ParameterizedTest
    @ValueSource(strings = { "a.csv.gz", "a.csv.zst", "a.jsonl.gz", "a.jsonl.zst" })
    void isCleanForSeveralFiles(String file) throws IOException {
        PartitionReport report = audit(partition(file).rows(3)
            .skipOffsets(2)
            .row("not JSON")
            .rows(2)
            .roll()
            .rows(4)
            .row("{\"other\":\"columns, \\\"quoted\\\"\"}")
            .rows(2)
            .roll());

        assertThat(report.problems()).isEmpty();
        assertThat(report.inKafka()).isEqualTo(13);
        assertThat(report.inFiles()).isEqualTo(12);
        assertThat(report.clean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "a.csv.gz", "a.csv.zst", "a.jsonl.zst" })
    void countsOnlyRecordsThatKafkaStillHas(String file) throws IOException {
        PartitionReport report = audit(
                partition(file).rows(5).roll().rows(5).roll().rows(5).roll().deleteRecordsBelow(7));

        assertThat(report.problems()).isEmpty();
        assertThat(report.inKafka()).isEqualTo(8);
        assertThat(report.inFiles()).isEqualTo(8);
        assertThat(report.clean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "a.csv.gz", "a.csv.zst" })
    void findsDamagedBytes(String file) throws IOException {
        MadePartition partition = partition(file).rows(1000).roll();
        Path damaged = partition.file(0);
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(damaged, bytes);

        PartitionReport report = audit(partition);

        assertThat(report.clean()).isFalse();
        assertThat(report.problems()).anySatisfy((problem) -> assertThat(problem).contains(" has the checksum "))
            .anySatisfy((problem) -> assertThat(problem).contains(" cannot be read: "));
    }

    @ParameterizedTest
    @ValueSource(strings = { "a.csv.gz", "a.csv.zst" })
    void findsATruncatedFile(String file) throws IOException {
        MadePartition partition = partition(file).rows(1000).roll();
        Path damaged = partition.file(0);
        byte[] bytes = Files.readAllBytes(damaged);
        Files.write(damaged, Arrays.copyOf(bytes, bytes.length - 5));

        PartitionReport report = audit(partition);

        assertThat(report.clean()).isFalse();
        assertThat(report.problems()).anySatisfy((problem) -> assertThat(problem)
            .contains(" is %d bytes long; the ledger has %d".formatted(bytes.length - 5, bytes.length)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "a.csv.gz", "a.csv.zst" })
    void findsBytesAfterTheCommittedLength(String file) throws IOException {
        MadePartition partition = partition(file).rows(3).roll();
        long committed = Files.size(partition.file(0));
        Files.write(partition.file(0), new byte[7], StandardOpenOption.APPEND);

        PartitionReport report = audit(partition);

        assertThat(report.problems()).singleElement()
            .asString()
            .endsWith(" has 7 bytes after its committed length of " + committed + " bytes");
    }

    private MadePartition partition(String file) {
        return new MadePartition(this.output, FileFormat.of(file));
    }

    /** The setting of the sink is another one than that of the files. */
    private static PartitionReport audit(MadePartition partition) throws IOException {
        FileFormat other = new FileFormat(OutputFormat.JSONL, Compression.NONE);
        PartitionScope scope = new PartitionScope(new Sink("AIR", "AIR", partition.sink().directory(), other), 0,
                segments(partition), List.of(), partition.logStart(), partition.end(), partition.end(), List.of(),
                true);
        return new PartitionAudit(scope, partition, LineDifference.CAPACITY).run();
    }

    private static List<Segment> segments(MadePartition partition) throws IOException {
        List<Segment> segments = new ArrayList<>();
        for (LedgerEntry entry : partition.files()) {
            Path path = partition.directory().resolve(entry.file());
            segments.add(new Segment(entry, path, true, true, Segment.uncommitted(entry, path)));
        }
        return segments;
    }

}

package io.sensorstreams.consumer.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.reread.MadePartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Audits of Parquet files, which compare values. */
class ParquetAuditTest {

    @TempDir
    Path output;

    private MadePartition partition;

    @BeforeEach
    void create() {
        this.partition = new MadePartition(this.output, FileFormat.PARQUET);
    }

    @Test
    void isCleanForSeveralFilesAndSetsOfColumns() throws IOException {
        PartitionReport report = audit(this.partition.rows(3)
            .skipOffsets(2)
            .row("not JSON")
            .row("{\"PM10\":1.25,\"Time\":null}")
            .roll()
            .rows(4)
            .row("{\"other\":\"columns\\nin two lines\"}")
            .rows(2)
            .row("{ \"other\":\n7}")
            .roll()
            .rows(2)
            .roll());

        assertThat(report.problems()).isEmpty();
        assertThat(report.inKafka()).isEqualTo(15);
        assertThat(report.inFiles()).isEqualTo(14);
        assertThat(report.clean()).isTrue();
    }

    @Test
    void countsOnlyRecordsThatKafkaStillHas() throws IOException {
        PartitionReport report = audit(
                this.partition.rows(5).roll().rows(5).roll().rows(5).roll().deleteRecordsBelow(7));

        assertThat(report.problems()).isEmpty();
        assertThat(report.inKafka()).isEqualTo(8);
        assertThat(report.inFiles()).isEqualTo(8);
        assertThat(report.clean()).isTrue();
    }

    @Test
    void countsOnlyRecordsThatKafkaStillHasInFilesThatOverlap() throws IOException {
        PartitionReport report = audit(this.partition.rows(2)
            .row("{\"a\":1}")
            .row("{\"a\":2.5}")
            .rows(2)
            .row("{\"a\":3}")
            .roll()
            .deleteRecordsBelow(3));

        assertThat(report.problems()).isEmpty();
        assertThat(report.inKafka()).isEqualTo(4);
        assertThat(report.inFiles()).isEqualTo(4);
        assertThat(report.clean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void findsAMissingRow(boolean overlap) throws IOException {
        overlap(overlap).rows(2).unwritten("{\"Time\":\"x\",\"PM10\":7}").rows(2).roll();

        PartitionReport report = audit(this.partition);

        assertThat(report.missing()).isEqualTo(1);
        assertThat(report.duplicated() + report.foreign()).isZero();
        assertThat(report.clean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void findsARowTwiceInAFile(boolean overlap) throws IOException {
        String value = "{\"Time\":\"x\",\"PM10\":7}";
        overlap(overlap).rows(2).row(value).foreign(value.replace("7", "7.00")).rows(2).roll();

        PartitionReport report = audit(this.partition);

        assertThat(report.duplicated()).isEqualTo(1);
        assertThat(report.missing() + report.foreign()).isZero();
        assertThat(report.clean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void findsAChangedRow(boolean overlap) throws IOException {
        overlap(overlap).rows(2)
            .unwritten("{\"Time\":\"x\",\"PM10\":7.001}")
            .foreign("{\"Time\":\"x\",\"PM10\":7.002}")
            .rows(2)
            .roll();

        PartitionReport report = audit(this.partition);

        assertThat(report.missing()).isEqualTo(1);
        assertThat(report.foreign()).isEqualTo(1);
        assertThat(report.clean()).isFalse();
    }

    @Test
    void findsARecordThatTheTypesOfTheFileCannotHave() throws IOException {
        this.partition.rows(2).unwritten("{\"Time\":\"x\",\"PM10\":\"text\"}").rows(2).roll();

        PartitionReport report = audit(this.partition);

        assertThat(report.missing()).isEqualTo(1);
        assertThat(report.clean()).isFalse();
    }

    @Test
    void findsDamageAtEveryByte() throws IOException {
        this.partition.rows(20).roll();
        Path file = this.partition.file(0);
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x55;
            Files.write(file, damaged);
            PartitionReport report = audit(this.partition);
            assertThat(report.clean()).as("byte %d", i).isFalse();
            assertThat(report.problems()).as("byte %d", i).isNotEmpty();
        }
    }

    @Test
    void findsATruncatedFileAndMoreBytes() throws IOException {
        this.partition.rows(20).roll();
        Path file = this.partition.file(0);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, new byte[7], StandardOpenOption.APPEND);
        assertThat(audit(this.partition).problems()).singleElement()
            .asString()
            .endsWith(" has 7 bytes after its committed length of " + bytes.length + " bytes");

        Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
        PartitionReport report = audit(this.partition);
        assertThat(report.clean()).isFalse();
        assertThat(report.missing()).isEqualTo(20);
    }

    @Test
    void countsTheRowsOfAFileThatIsNotInTheLedger() throws IOException {
        this.partition.rows(4).roll();
        Path stray = this.output.resolve("AIR-0-00000000000000000077.parquet");
        Files.copy(this.partition.file(0), stray, StandardCopyOption.REPLACE_EXISTING);

        PartitionReport report = audit(this.partition, List.of(stray));

        assertThat(report.foreign()).isEqualTo(4);
        assertThat(report.problems()).singleElement().asString().endsWith(" is not in the ledger; it has 4 rows");
    }

    private MadePartition overlap(boolean overlap) {
        return overlap ? this.partition.row("{\"other\":1}").rows(1).row("{\"other\":2}") : this.partition;
    }

    private static PartitionReport audit(MadePartition partition) throws IOException {
        return audit(partition, List.of());
    }

    private static PartitionReport audit(MadePartition partition, List<Path> strays) throws IOException {
        List<Segment> segments = new ArrayList<>();
        for (LedgerEntry entry : partition.files()) {
            Path path = partition.directory().resolve(entry.file());
            segments.add(new Segment(entry, path, true, true, Segment.uncommitted(entry, path)));
        }
        PartitionScope scope = new PartitionScope(partition.sink(), 0, segments, strays, partition.logStart(),
                partition.end(), partition.end(), List.of(), true);
        return new PartitionAudit(scope, partition, LineDifference.CAPACITY).run();
    }

}

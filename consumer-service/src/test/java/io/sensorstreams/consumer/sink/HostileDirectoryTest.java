package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.parquet.output.TestParquet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A partition's directory with entries that no writer has created. */
class HostileDirectoryTest {

    private static final String FIRST = "AIR-0-00000000000000000000.csv";

    @TempDir
    private Path temporary;

    private Path outside;

    private final List<LedgerEntry> ledger = new ArrayList<>();

    private String topicId = "topic-1";

    @BeforeEach
    void write() throws Exception {
        this.outside = Files.writeString(this.temporary.resolve("outside.txt"), "0123456789\n".repeat(10));
        PartitionWriter writer = open(0, Set.of());
        writer.append(0, "{\"n\":0}".getBytes(StandardCharsets.UTF_8));
        this.ledger.addAll(writer.flush());
        writer.committed();
        writer.close();
    }

    @Test
    void doesNotTruncateTheTargetOfALink() throws Exception {
        Files.delete(directory().resolve(FIRST));
        Files.createSymbolicLink(directory().resolve(FIRST), this.outside);

        assertRefused(Set.of(), "is not a regular file; move it out of the directory");
    }

    @Test
    void countsRowsOfAFileReplacedByALinkAsMissing() throws Exception {
        Files.delete(directory().resolve(FIRST));
        Files.createSymbolicLink(directory().resolve(FIRST), this.outside);

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open(1, Set.of()))
            .satisfies((failure) -> assertThat(failure.missingRows()).isEqualTo(1));
    }

    @Test
    void doesNotDeleteALinkWithTheNameOfAFile() throws Exception {
        Path link = directory().resolve("AIR-0-00000000000000000001.csv");
        Files.createSymbolicLink(link, this.outside);

        assertRefused(Set.of(), "is not a regular file; move it out of the directory");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void doesNotLockALink() throws Exception {
        Path lock = directory().resolve(".lock");
        Files.delete(lock);
        Files.createSymbolicLink(lock, this.outside);

        assertRefused(Set.of(), "is not a regular file; delete it");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "cluster-a\n../../outside\ndisk\n", "cluster-a\ntopic-1\n\n", "cluster-a\ntopic-1\n",
            "cluster-a\ntopic-1\ndisk\nmore\n", "c\u0000\ntopic-1\ndisk\n" })
    void refusesADamagedLabel(String label) throws Exception {
        Files.writeString(directory().resolve(".disk"), label);
        this.topicId = "topic-2";

        assertRefused(Set.of(), "is damaged; restore it");
        assertThat(directory().resolve(FIRST)).hasContent("n\n0\n");
    }

    @Test
    void refusesALabelThatIsALink() throws Exception {
        Path label = directory().resolve(".disk");
        Path moved = Files.move(label, this.temporary.resolve("disk"));
        Files.createSymbolicLink(label, moved);

        assertRefused(Set.of(), "is damaged; restore it");
    }

    @Test
    void doesNotWriteALabelThroughALink() throws Exception {
        Files.createSymbolicLink(directory().resolve(".disk.new"), this.outside);
        Files.delete(directory().resolve(".disk"));
        Files.delete(directory().resolve(FIRST));
        this.ledger.clear();

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> open(0, Set.of()));
        assertThat(this.outside).hasSize(110);
    }

    @Test
    void doesNotSetFilesAsideThroughALink() throws Exception {
        Path target = Files.createDirectory(this.temporary.resolve("target"));
        Files.createSymbolicLink(directory().resolve("replaced-topic-1"), target);
        this.topicId = "topic-2";
        this.ledger.clear();

        assertRefused(Set.of(), "is not a directory; move it away");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void doesNotTruncateAFileWhoseNewestRecordIsInvalid() throws Exception {
        Files.writeString(directory().resolve(FIRST), "n\n0\n1\n");

        assertRefused(Set.of(FIRST), "and the file has 6 bytes, but the valid one before it 4; the file is left");
        assertThat(directory().resolve(FIRST)).hasContent("n\n0\n1\n");
    }

    @Test
    void doesNotDeleteAFileWithoutAValidRecord() throws Exception {
        String next = "AIR-0-00000000000000000001.csv";
        Files.writeString(directory().resolve(next), "n\n1\n");

        assertRefused(Set.of(next), "and no valid one is known; the file is left as it is");
        assertThat(directory().resolve(next)).hasContent("n\n1\n");
    }

    @Test
    void continuesAFileThatMatchesItsLastValidRecord() throws Exception {
        PartitionWriter writer = open(1, Set.of(FIRST));
        writer.append(1, "{\"n\":1}".getBytes(StandardCharsets.UTF_8));
        writer.flush();
        writer.close();

        assertThat(directory().resolve(FIRST)).hasContent("n\n0\n1\n");
    }

    private void assertRefused(Set<String> disputed, String reason) {
        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open(1, disputed))
            .withMessageContaining(reason);
        assertThat(this.outside).hasSize(110);
    }

    private PartitionWriter open(long start, Set<String> disputed) throws IOException {
        WriterSettings settings = new WriterSettings("cluster-a", this.topicId, "consumer-0",
                new RollPolicy(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofHours(1), 8), Clock.systemUTC(),
                TestWriters.observer(new ArrayList<>()), TestParquet.OUTPUT);
        try (Recovery recovery = Recovery.begin(sink(), 0)) {
            return recovery.writer(new RecoveryTarget(settings, List.copyOf(this.ledger), start,
                    new DisputedFiles(disputed), List.of()));
        }
    }

    private Sink sink() {
        return new Sink("AIR", "AIR", this.temporary.resolve("output"), FileFormat.CSV);
    }

    private Path directory() {
        return sink().partitionDirectory(0);
    }

}

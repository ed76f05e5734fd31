package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.directory.DirectoryLabel;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.parquet.output.TestParquet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Changes to a partition's directory by others, while it is written and afterwards. */
class DirectoryWatchTest {

    private static final String FIRST = "AIR-0-00000000000000000000.csv";

    @TempDir
    Path output;

    /** Simulated content of the ledger in Kafka. */
    private final Map<String, LedgerEntry> ledger = new TreeMap<>();

    private final SimulatedClock clock = new SimulatedClock();

    private long committed;

    private PartitionWriter writer;

    @BeforeEach
    void writeTwoFiles() throws Exception {
        this.writer = open("consumer-0");
        append(0);
        this.writer.append(1, utf8("{\"m\":1}"));
        append(2);
        commit(3);
    }

    @Test
    void acceptsTheFilesThatItWrote() throws Exception {
        append(3);
        this.clock.advance(Duration.ofSeconds(10));
        this.writer.checkDirectory();
        commit(4);
        this.clock.advance(Duration.ofSeconds(10));
        this.writer.checkDirectory();

        assertThat(this.ledger).hasSize(3);
    }

    @Test
    void commitsNothingToARemovedDirectory() throws Exception {
        append(3);
        removeDirectory();

        assertGone(this.writer::flush, "Directory " + directory() + " was removed while the partition was written");
    }

    @Test
    void commitsNothingToARecreatedDirectory() throws Exception {
        append(3);
        removeDirectory();
        Files.createDirectories(directory());

        assertGone(this.writer::flush, "Directory " + directory() + " was replaced while it was written");
    }

    @Test
    void commitsNothingToARemovedFile() throws Exception {
        append(3);
        Files.delete(directory().resolve("AIR-0-00000000000000000002.csv"));

        assertGone(this.writer::flush, "AIR-0-00000000000000000002.csv was removed while the partition was written");
    }

    @Test
    void commitsNothingToAReplacedFile() throws Exception {
        append(3);
        Path file = directory().resolve("AIR-0-00000000000000000002.csv");
        Path copy = Files.copy(file, directory().resolve("copy"));
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);

        assertGone(this.writer::flush, "AIR-0-00000000000000000002.csv was replaced while it was written");
    }

    @Test
    void noticesAMissingLabelWithoutNewRows() throws Exception {
        Files.delete(directory().resolve(".disk"));
        this.clock.advance(Duration.ofSeconds(2));

        assertGone(this.writer::checkDirectory, ".disk was removed while the partition was written");
    }

    @Test
    void noticesARemovedSealedFileWithoutNewRows() throws Exception {
        Files.delete(directory().resolve(FIRST));
        this.clock.advance(Duration.ofSeconds(2));

        assertGone(this.writer::checkDirectory, FIRST + " was removed while the partition was written");
    }

    @Test
    void noticesTheLabelOfAnotherDisk() throws Exception {
        Files.delete(directory().resolve(".disk"));
        Files.writeString(directory().resolve(".disk"), "cluster\ntopic-1\nother\n");
        this.clock.advance(Duration.ofSeconds(2));

        assertGone(this.writer::checkDirectory, "it has disk id 'other', expected '");
    }

    @Test
    void deletesNothingInADirectoryThatAnotherReplicaCreated() throws Exception {
        this.writer.append(3, utf8("{\"k\":3}"));
        this.writer.flush();
        removeDirectory();
        Files.createDirectories(directory());
        Files.writeString(directory().resolve(".disk"), "cluster\ntopic-1\nother\n");
        Path committedByOther = directory().resolve("AIR-0-00000000000000000003.csv");
        Files.writeString(committedByOther, "k\n3\n");

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(this.writer::cutBack);
        assertThat(committedByOther).hasContent("k\n3\n");
    }

    @Test
    void doesNotTruncateAReplacedFile() throws Exception {
        Path file = directory().resolve("AIR-0-00000000000000000002.csv");
        Files.delete(file);
        Files.writeString(directory().resolve("copy"), "n\n2\n3\n");
        Files.move(directory().resolve("copy"), file);

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(this.writer::cutBack);
        assertThat(file).hasContent("n\n2\n3\n");
    }

    @Test
    void doesNotTruncateASealedFileThatWasReplaced() throws Exception {
        append(3);
        this.writer.append(4, utf8("{\"k\":4}"));
        Path file = directory().resolve("AIR-0-00000000000000000002.csv");
        Path copy = Files.writeString(directory().resolve("copy"), "n\n2\n3\n9\n");
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(this.writer::cutBack)
            .withMessageContaining(file + " was replaced while the partition was written");
        assertThat(file).hasContent("n\n2\n3\n9\n");
    }

    @Test
    void doesNotContinueWithoutItsFiles() throws Exception {
        this.writer.close();
        removeDirectory();

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open("consumer-0"))
            .withMessageContaining("is missing 3 files with 3 rows that this instance 'consumer-0' wrote on disk '")
            .withMessageContaining("it has no file .disk; restore the directory with its contents, or stop group"
                    + " AIR and replay topic AIR from offset 0 or before")
            .satisfies((failure) -> assertThat(failure.missingRows()).isEqualTo(3));
        assertThat(directory()).doesNotExist();
    }

    @Test
    void doesNotContinueWithTheLabelOfAnotherDisk() throws Exception {
        this.writer.close();
        removeDirectory();
        Files.createDirectories(directory());
        Files.writeString(directory().resolve(".disk"), "cluster\ntopic-1\nother\n");

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open("consumer-0"))
            .withMessageContaining("its file .disk has disk id 'other'");
        assertThat(DirectoryLabel.read(directory()).orElseThrow().disk()).isEqualTo("other");
    }

    @Test
    void continuesWhenTheDirectoryIsRestored() throws Exception {
        this.writer.close();
        Path moved = Files.move(directory(), this.output.resolve("moved"));
        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open("consumer-0"));
        Files.move(moved, directory());

        this.writer = open("consumer-0");
        append(3);
        commit(4);
        assertThat(directory().resolve("AIR-0-00000000000000000002.csv")).hasContent("n\n2\n3\n");
    }

    @Test
    void startsOnAnEmptyDiskWhenOtherReplicasWroteTheFiles() throws Exception {
        this.writer.close();
        removeDirectory();

        this.writer = open("consumer-1");
        append(3);
        commit(4);
        assertThat(this.ledger).hasSize(4);
    }

    private void assertGone(ThrowingCallable call, String what) {
        assertThatExceptionOfType(RecoveryException.class).isThrownBy(call)
            .withMessageContaining(what)
            .withMessageContaining("restore it, or stop group AIR and replay topic AIR");
    }

    private PartitionWriter open(String owner) throws IOException {
        WriterSettings settings = new WriterSettings("cluster", "topic-1", owner,
                new RollPolicy(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofHours(1), 1), this.clock,
                TestWriters.observer(new ArrayList<>()), TestParquet.OUTPUT);
        List<LedgerEntry> entries = this.ledger.values()
            .stream()
            .sorted(Comparator.comparingLong(LedgerEntry::firstOffset))
            .toList();
        try (Recovery recovery = Recovery.begin(sink(), 0)) {
            return recovery
                .writer(new RecoveryTarget(settings, entries, this.committed, DisputedFiles.NONE, List.of()));
        }
    }

    private Sink sink() {
        return new Sink("AIR", "AIR", this.output.resolve("AIR"), FileFormat.CSV);
    }

    private Path directory() {
        return sink().partitionDirectory(0);
    }

    private void append(long offset) throws Exception {
        this.writer.append(offset, utf8("{\"n\":" + offset + "}"));
    }

    private void commit(long to) throws IOException {
        this.writer.flush().forEach((entry) -> this.ledger.put(entry.file(), entry));
        this.writer.committed();
        this.committed = to;
    }

    private void removeDirectory() throws IOException {
        try (Stream<Path> all = Files.walk(directory())) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}

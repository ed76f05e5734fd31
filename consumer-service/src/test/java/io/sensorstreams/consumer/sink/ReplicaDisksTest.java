package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.consumer.directory.DirectoryLabel;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.directory.SegmentName;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.parquet.output.TestParquet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.tuple;

/** A partition that moves between replicas with separate disks. */
class ReplicaDisksTest {

    @TempDir
    Path root;

    /** Simulated content of the ledger in Kafka. */
    private final Map<String, LedgerEntry> ledger = new TreeMap<>();

    private long committed;

    private String topicId = "topic-1";

    @Test
    void deletesAnUncommittedFileWhoseNameAnotherDiskCommitted() throws Exception {
        PartitionWriter killed = open("a");
        append(killed, 0, 1);
        killed.flush();
        killed.close();
        write("b", 0, 2);

        append(open("a"), 2);
        assertThat(files("a")).containsExactly(name(2));
        assertThat(file("b", 0)).hasContent("n\n0\n1\n");
    }

    @Test
    void deletesAnUncommittedFileCoveredByAFileOnAnotherDisk() throws Exception {
        write("a", 0, 5);
        PartitionWriter killed = open("a");
        killed.append(5, utf8("{\"m\":5}"));
        killed.flush();
        killed.close();
        write("b", 5, 9);

        open("a").close();
        assertThat(files("a")).containsExactly(name(0));
    }

    @Test
    void truncatesAFileThatAnotherReplicaSealed() throws Exception {
        write("a", 0, 3);
        PartitionWriter killed = open("a");
        append(killed, 3, 4);
        killed.flush();
        killed.close();
        write("b", 3, 6);

        assertThat(this.ledger.get(name(0)).sealed()).isTrue();
        open("a").close();
        assertThat(file("a", 0)).hasContent("n\n0\n1\n2\n");
    }

    @Test
    void startsANewFileAfterRowsOnAnotherDisk() throws Exception {
        write("a", 0, 3);
        write("b", 3, 6);
        write("a", 6, 8);

        assertThat(file("a", 0)).hasContent("n\n0\n1\n2\n");
        assertThat(file("b", 3)).hasContent("n\n3\n4\n5\n");
        assertThat(file("a", 6)).hasContent("n\n6\n7\n");
        assertThat(this.ledger.values()).extracting(LedgerEntry::owner, LedgerEntry::sealed)
            .containsExactly(tuple("a", true), tuple("b", true), tuple("a", false));
    }

    @Test
    void doesNotExpectFilesOfAnotherDisk() throws Exception {
        write("a", 0, 3);
        write("b", 3, 6);

        assertThat(files("b")).containsExactly(name(3));
        open("b").close();
    }

    @Test
    void reportsARemovedFileThatAnotherReplicaSealed() throws Exception {
        write("a", 0, 3);
        write("b", 3, 6);
        Files.delete(file("a", 0));

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open("a"))
            .withMessage("File " + file("a", 0) + " is missing, but the ledger has 8 bytes of it; restore it, or stop"
                    + " group AIR and replay topic AIR from offset 0 or before");
    }

    @Test
    void countsTheRowsOfAllMissingAndChangedFiles() throws Exception {
        write("a", 0, 3);
        write("b", 3, 6);
        write("a", 6, 10);
        write("b", 10, 11);
        write("a", 11, 16);
        Files.delete(file("a", 0));
        Files.writeString(file("a", 6), "n\n6\n");
        Files.writeString(file("a", 11), Files.readString(file("a", 11)).replace("15", "51"));

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open("a"))
            .withMessageContaining("File " + file("a", 0) + " is missing")
            .withMessageEndingWith("; 2 more files of this directory are damaged too: " + file("a", 6).getFileName()
                    + ", " + file("a", 11).getFileName())
            .satisfies((failure) -> assertThat(failure.missingRows()).isEqualTo(12));
    }

    @Test
    void deletesFilesFromBeforeAReplayOnAnotherReplica() throws Exception {
        write("a", 0, 3);
        this.ledger.clear();
        this.committed = 0;
        write("b", 0, 6);

        open("a").close();
        assertThat(files("a")).isEmpty();
    }

    @Test
    void refusesAFileWithoutALedgerEntry() throws Exception {
        write("a", 0, 3);
        write("b", 3, 6);
        this.ledger.remove(name(0));

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open("a"))
            .withMessageContaining("is not in the ledger, but starts before the committed offset 6");
        assertThat(files("a")).containsExactly(name(0));
    }

    @Test
    void refusesFilesWithoutALabel() throws Exception {
        write("a", 0, 3);
        Files.delete(directory("a").resolve(".disk"));

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open("a"))
            .withMessageContaining("its directory has no file .disk that identifies it");
        assertThat(files("a")).containsExactly(name(0));
    }

    @Test
    void refusesADamagedLabel() throws Exception {
        write("a", 0, 3);
        Files.writeString(directory("a").resolve(".disk"), "cluster\n");

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open("a"))
            .withMessageContaining(".disk is damaged");
        assertThat(DirectoryLabel.readIfIntact(directory("a"))).isEmpty();
    }

    @Test
    void ignoresAnUnfinishedLabel() throws Exception {
        write("a", 0, 3);
        Files.writeString(directory("a").resolve(".disk.new"), "clu");

        write("a", 3, 4);
        assertThat(file("a", 0)).hasContent("n\n0\n1\n2\n3\n");
    }

    @Test
    void keepsTheDiskIdForAnotherTopicId() throws Exception {
        write("a", 0, 3);
        String disk = DirectoryLabel.read(directory("a")).orElseThrow().disk();
        this.ledger.clear();
        this.committed = 0;
        this.topicId = "topic-2";
        open("a").close();

        assertThat(DirectoryLabel.read(directory("a"))).hasValue(new DirectoryLabel("cluster", "topic-2", disk));
    }

    @Test
    void movesFilesOfAReplacedTopicOnEachDisk() throws Exception {
        write("a", 0, 3);
        write("b", 3, 6);
        this.ledger.clear();
        this.committed = 0;
        this.topicId = "topic-2";
        write("b", 0, 4);
        open("a").close();

        assertThat(directory("a").resolve("replaced-topic-1").resolve(name(0))).hasContent("n\n0\n1\n2\n");
        assertThat(directory("b").resolve("replaced-topic-1").resolve(name(3))).hasContent("n\n3\n4\n5\n");
        assertThat(files("a")).isEmpty();
        assertThat(file("b", 0)).hasContent("n\n0\n1\n2\n3\n");
    }

    @Test
    void changesNothingWhenAReplacedTopicWasNotReplayed() throws Exception {
        write("a", 0, 3);
        this.topicId = "topic-2";

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open("a"))
            .withMessageContaining("has rows of topic id topic-1, but topic AIR has id topic-2 now");
        assertThat(DirectoryLabel.read(directory("a")).orElseThrow().topicId()).isEqualTo("topic-1");
    }

    @Test
    void continuesAFileOfTheFirstRelease() throws Exception {
        write("a", 0, 3);
        this.ledger.replaceAll((name, entry) -> entry.toBuilder().topicId("").disk("").build());
        Files.delete(directory("a").resolve(".disk"));
        write("a", 3, 4);

        assertThat(file("a", 0)).hasContent("n\n0\n1\n2\n3\n");
        assertThat(this.ledger.get(name(0)).disk()).isNotEmpty();
    }

    @Test
    void clearsTheDirectoryOfAPartitionOwnedByAnotherReplica() throws Exception {
        write("a", 0, 3);
        PartitionWriter killed = open("a");
        append(killed, 3);
        killed.append(4, utf8("{\"m\":4}"));
        killed.flush();
        killed.close();
        write("b", 3, 6);
        assertThat(Recovery.hasLeftovers(sink("a"), 0, entries(), Instant.now())).isTrue();
        try (Recovery recovery = Recovery.begin(sink("a"), 0)) {
            recovery.clear(new RecoveryTarget(settings("a"), entries(), this.committed, DisputedFiles.NONE, List.of()));
        }

        assertThat(Recovery.hasLeftovers(sink("a"), 0, entries(), Instant.now())).isFalse();
        assertThat(files("a")).containsExactly(name(0));
        assertThat(file("a", 0)).hasContent("n\n0\n1\n2\n");
    }

    @Test
    void deletesAFileThatRetentionRemovedFromTheLedger() throws Exception {
        write("a", 0, 3);
        this.ledger.clear();
        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> open("a"))
            .withMessageContaining("is not in the ledger, but starts before the committed offset 3");

        LedgerGap removed = new LedgerGap("AIR", "AIR", 0, 0, 3, LedgerGap.Kind.RETENTION, 3, "", Instant.EPOCH, "a",
                "topic-1", true);
        try (Recovery recovery = Recovery.begin(sink("a"), 0)) {
            recovery.clear(
                    new RecoveryTarget(settings("a"), entries(), this.committed, DisputedFiles.NONE, List.of(removed)));
        }

        assertThat(files("a")).isEmpty();
    }

    @Test
    void locksTheDirectoryWhileAWriterUsesIt() throws Exception {
        PartitionWriter writer = open("a");

        assertThatIOException().isThrownBy(() -> Recovery.begin(sink("a"), 0))
            .withMessageContaining("is in use by another writer");
        writer.close();
    }

    /** A replica opens the partition, writes these rows and closes it. */
    private void write(String disk, long from, long to) throws Exception {
        PartitionWriter writer = open(disk);
        for (long offset = from; offset < to; offset++) {
            append(writer, offset);
        }
        writer.flush().forEach((entry) -> this.ledger.put(entry.file(), entry));
        writer.committed();
        writer.close();
        this.committed = to;
    }

    private PartitionWriter open(String disk) throws IOException {
        try (Recovery recovery = Recovery.begin(sink(disk), 0)) {
            return recovery
                .writer(new RecoveryTarget(settings(disk), entries(), this.committed, DisputedFiles.NONE, List.of()));
        }
    }

    private WriterSettings settings(String owner) {
        return new WriterSettings("cluster", this.topicId, owner,
                new RollPolicy(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofHours(1), 8), Clock.systemUTC(),
                TestWriters.observer(new ArrayList<>()), TestParquet.OUTPUT);
    }

    private List<LedgerEntry> entries() {
        return this.ledger.values().stream().sorted(Comparator.comparingLong(LedgerEntry::firstOffset)).toList();
    }

    private Sink sink(String disk) {
        return new Sink("AIR", "AIR", this.root.resolve(disk).resolve("AIR"), FileFormat.CSV);
    }

    private static void append(PartitionWriter writer, long... offsets) throws Exception {
        for (long offset : offsets) {
            writer.append(offset, utf8("{\"n\":" + offset + "}"));
        }
    }

    private Path directory(String disk) {
        return sink(disk).partitionDirectory(0);
    }

    private Path file(String disk, long firstOffset) {
        return directory(disk).resolve(name(firstOffset));
    }

    private List<String> files(String disk) throws IOException {
        try (Stream<Path> files = Files.list(directory(disk))) {
            return files.map((file) -> file.getFileName().toString())
                .filter((name) -> name.endsWith(".csv"))
                .sorted()
                .toList();
        }
    }

    private static String name(long firstOffset) {
        return SegmentName.of("AIR", 0, firstOffset, "csv");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}

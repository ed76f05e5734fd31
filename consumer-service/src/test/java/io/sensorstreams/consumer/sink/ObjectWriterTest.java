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
import java.util.Objects;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.consumer.bucket.SimulatedStore;
import io.sensorstreams.consumer.bucket.StoreFlaw;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.parquet.output.TestParquet;
import io.sensorstreams.consumer.sink.PartitionWriter.Due;
import io.sensorstreams.consumer.store.ObjectStores;
import io.sensorstreams.consumer.store.OtherObjects;
import io.sensorstreams.consumer.store.SimulatedStores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Writers of sinks with an object store. */
class ObjectWriterTest {

    private static final StoreAddress ADDRESS = new StoreAddress(SimulatedStore.BUCKET, "p/");

    @TempDir
    Path output;

    /** Simulated content of the ledger in Kafka. */
    private final Map<String, LedgerEntry> ledger = new LinkedHashMap<>();

    private final SimulatedClock clock = new SimulatedClock();

    private final SimulatedStore bucket = new SimulatedStore(new Choices(0), this.clock, StoreFlaw.NONE);

    private final ObjectStores stores = SimulatedStores.of(this.bucket);

    private Path directory(String disk) {
        return this.output.resolve(disk).resolve("AIR/partition=0");
    }

    private PartitionWriter open(String disk, long start) throws IOException {
        return open(new Sink("AIR", "AIR", this.output.resolve(disk), FileFormat.CSV, ADDRESS), start);
    }

    private PartitionWriter open(Sink sink, long start) throws IOException {
        WriterSettings settings = new WriterSettings("cluster-a", "topic-1", "consumer-0",
                new RollPolicy(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofMinutes(1), 2), this.clock,
                TestWriters.observer(new ArrayList<>()), TestParquet.OUTPUT,
                (sink.store() != null) ? this.stores.of(sink.store()) : null);
        return TestWriters.open(sink, settings, this.ledger.values(), start);
    }

    private static void append(PartitionWriter writer, long... offsets) throws Exception {
        for (long offset : offsets) {
            assertThat(writer.append(offset, ("{\"n\":" + offset + "}").getBytes(StandardCharsets.UTF_8))).isNotNull();
        }
    }

    private void commit(PartitionWriter writer) throws IOException {
        TestWriters.commit(writer, this.ledger);
    }

    private List<String> files(String disk) throws IOException {
        try (Stream<Path> files = Files.list(directory(disk))) {
            return files.map((file) -> file.getFileName().toString())
                .filter((name) -> name.contains("AIR"))
                .sorted()
                .toList();
        }
    }

    private List<String> keys() {
        return List.copyOf(this.bucket.objects().keySet());
    }

    private List<String> ledgerKeys() {
        return this.ledger.values()
            .stream()
            .filter(LedgerEntry::isInStore)
            .map((file) -> Objects.requireNonNull(file.object()).key())
            .sorted()
            .toList();
    }

    @Test
    void sendsACompleteFileAndKeepsNothingOfIt() throws Exception {
        PartitionWriter writer = open("a", 0);
        append(writer, 3, 5);
        assertThat(files("a")).containsExactly(".AIR-0-00000000000000000003.csv.part");
        assertThat(writer.due()).isEqualTo(Due.LATER);
        commit(writer);

        assertThat(files("a")).isEmpty();
        LedgerEntry entry = this.ledger.get("AIR-0-00000000000000000003.csv");
        assertThat(entry.sealed()).isTrue();
        assertThat(entry.disk()).isEqualTo("s3://simulated/p/");
        assertThat(ledgerKeys()).isEqualTo(keys()).hasSize(1);
        assertThat(keys().get(0)).matches("p/AIR/AIR/partition=0/AIR-0-00000000000000000003-[0-9a-f]{16}\\.csv");
        assertThat(this.bucket.objects().get(keys().get(0))).asString(StandardCharsets.UTF_8).isEqualTo("n\n3\n5\n");
        assertThat(writer.isChanged()).isFalse();
        this.clock.advance(Duration.ofSeconds(2));
        writer.checkDirectory();
        writer.close();
    }

    @Test
    void continuesInAnEmptyDirectory() throws Exception {
        PartitionWriter writer = open("a", 0);
        append(writer, 0, 1);
        commit(writer);
        writer.close();
        PartitionWriter next = open("b", 2);
        append(next, 2);
        commit(next);

        assertThat(next.committedTotals().rows()).isEqualTo(3);
        assertThat(ledgerKeys()).isEqualTo(keys()).hasSize(2);
        next.close();
    }

    @Test
    void leavesAnUncommittedObjectToTheRecovery() throws Exception {
        PartitionWriter writer = open("a", 0);
        append(writer, 0);
        writer.flush();
        append(writer, 1);
        writer.cutBack();
        assertThat(files("a")).isEmpty();
        assertThat(keys()).hasSize(1);

        PartitionWriter again = open("a", 0);
        assertThat(again.isChanged()).isTrue();
        assertThat(again.due()).isEqualTo(Due.AT_INTERVALS);
        commit(again);
        assertThat(again.isChanged()).isFalse();
        again.tidy();
        assertThat(keys()).isEmpty();
        again.close();
    }

    @Test
    void refusesRowsOfAnObjectInTheLedger() throws Exception {
        PartitionWriter writer = open("a", 0);
        append(writer, 0);
        commit(writer);

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(() -> append(writer, 0))
            .withMessageContaining("AIR-0-00000000000000000000.csv is in the ledger, but its rows were read again");
        writer.close();
    }

    @Test
    void keepsTheFilesThatAreOnTheDisk() throws Exception {
        PartitionWriter before = open(new Sink("AIR", "AIR", this.output.resolve("a"), FileFormat.CSV), 0);
        append(before, 0, 1);
        commit(before);
        before.close();
        PartitionWriter writer = open("a", 2);
        append(writer, 2);
        commit(writer);

        assertThat(files("a")).containsExactly("AIR-0-00000000000000000000.csv");
        List<LedgerEntry> both = List.copyOf(this.ledger.values());
        assertThat(both).hasSize(2).allMatch(LedgerEntry::sealed).allMatch(writer::holds);
        assertThat(writer.writtenAt(both.get(0))).isPresent();
        assertThat(writer.writtenAt(both.get(1))).hasValue(this.clock.instant());
        this.ledger.clear();
        writer.delete(both);
        writer.tidy();
        assertThat(files("a")).isEmpty();
        assertThat(keys()).isEmpty();
        assertThat(writer.committedTotals()).isEqualTo(new FileTotals(0, 0));
        writer.close();
    }

    /** After each change of the bucket, the prefix or the store. */
    @ParameterizedTest
    @ValueSource(strings = { "other/", "" })
    void warnsOfFilesAtAnotherAddress(String prefix) throws Exception {
        PartitionWriter writer = open("a", 0);
        append(writer, 0, 1);
        commit(writer);
        append(writer, 2);
        commit(writer);
        writer.close();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(OtherObjects.class);
        // Not the level that another test has left for all classes.
        logger.setLevel(Level.WARN);
        logger.addAppender(log);
        try {
            open("a", 3).close();
            assertThat(log.list).isEmpty();
            StoreAddress now = prefix.isEmpty() ? null : new StoreAddress(SimulatedStore.BUCKET, prefix);
            open(new Sink("AIR", "AIR", this.output.resolve("a"), FileFormat.CSV, now), 3).close();
        }
        finally {
            logger.detachAppender(log);
            logger.setLevel(null);
        }

        assertThat(log.list).singleElement().satisfies((warning) -> {
            assertThat(warning.getLevel()).isEqualTo(Level.WARN);
            assertThat(warning.getKeyValuePairs()).extracting(KeyValuePair::toString)
                .containsExactly("group=\"AIR\"", "topic=\"AIR\"", "partition=\"0\"", "address=\"s3://simulated/p/\"",
                        "files=\"2\"", "rows=\"3\"", "bytes=\"10\"");
        });
    }

    @Test
    void leavesObjectsAloneWithoutAStore() throws Exception {
        PartitionWriter writer = open("a", 0);
        append(writer, 0);
        commit(writer);
        writer.close();
        PartitionWriter after = open(new Sink("AIR", "AIR", this.output.resolve("a"), FileFormat.CSV), 1);
        append(after, 1);
        commit(after);

        assertThat(after.holds(this.ledger.get("AIR-0-00000000000000000000.csv"))).isFalse();
        assertThat(after.holds(this.ledger.get("AIR-0-00000000000000000001.csv"))).isTrue();
        assertThat(keys()).hasSize(1);
        after.close();
    }

}

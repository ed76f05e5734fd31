package io.sensorstreams.consumer.replay;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerObject;
import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.consumer.bucket.SimulatedStore;
import io.sensorstreams.consumer.bucket.StoreFlaw;
import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.reread.MadePartition;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.store.ObjectStores;
import io.sensorstreams.consumer.store.SimulatedStores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OwnFilesTest {

    private static final String FILE = "AIR-0-00000000000000000000.csv";

    @TempDir
    Path output;

    private final SimulatedStore bucket = new SimulatedStore(new Choices(0), new SimulatedClock(), StoreFlaw.NONE);

    private MadePartition partition;

    private OwnFiles files;

    @BeforeEach
    void write() {
        this.files = with(SimulatedStores.none());
        this.partition = new MadePartition(this.output).rows(3).roll();
    }

    private OwnFiles with(ObjectStores stores) {
        return new OwnFiles(new Binder(new MapConfigurationPropertySource(
                Map.of("sensor.instance", MadePartition.INSTANCE, "sensor.output-dir", this.output)))
            .bind("sensor", SensorProperties.class)
            .get(), stores);
    }

    @Test
    void findsAFileOnTheDiskOfTheLabel() throws IOException {
        assertThat(isLost()).isFalse();
    }

    @Test
    void findsARemovedFileLost() throws IOException {
        Files.delete(this.partition.file(0));
        Files.delete(label());

        assertThat(isLost()).isTrue();
    }

    @Test
    void findsAFileOfAnotherDiskLost() throws IOException {
        Files.writeString(label(), "cluster-1\ntopic-1\nanother disk\n");

        assertThat(isLost()).isTrue();
    }

    @Test
    void doesNotReportALossWithoutALabel() throws IOException {
        Files.delete(label());

        assertThatExceptionOfType(ReplayRefusedException.class).isThrownBy(this::isLost)
            .withMessage("File " + FILE + " is in " + this.partition.directory() + ", but file .disk of that directory"
                    + " is missing, so it is unknown whether this instance wrote it; restore .disk and"
                    + " replay again");
    }

    @Test
    void doesNotReportALossWithADamagedLabel() throws IOException {
        Files.writeString(label(), "");

        assertThatExceptionOfType(ReplayRefusedException.class).isThrownBy(this::isLost)
            .withMessageContaining("is damaged, so it is unknown")
            .withMessageEndingWith("restore .disk and replay again");
    }

    @Test
    void findsAFileOfTheFirstReleaseWithoutALabel() throws IOException {
        Files.delete(label());
        LedgerEntry old = entry().toBuilder().topicId("").disk("").build();

        assertThat(this.files.isLost(this.partition.sink(), old)).isFalse();
    }

    @Test
    void doesNotReportALossWhenTheDirectoryCannotBeRead() throws IOException {
        LedgerEntry entry = entry();
        Files.delete(this.partition.file(0));
        Files.delete(label());
        Files.delete(this.partition.directory());
        Files.writeString(this.partition.directory(), "no directory");

        assertThatExceptionOfType(FileSystemException.class)
            .isThrownBy(() -> this.files.isLost(this.partition.sink(), entry));
    }

    @Test
    void findsDeletedAndReplacedObjectsLost() throws IOException {
        LedgerEntry intact = putFile(10, "n\n10\n", "p/");
        LedgerEntry deleted = putFile(11, "n\n11\n", "p/");
        LedgerEntry replaced = putFile(12, "n\n12\n", "p/");
        LedgerEntry longer = putFile(13, "n\n13\n", "p/");
        LedgerEntry last = putFile(14, "n\n14\n", "p/");
        LedgerEntry elsewhere = putFile(15, "n\n15\n", "q/");
        delete(deleted);
        put(object(replaced).key(), "n\n99\n");
        put(object(longer).key(), "n\n13\n13\n");

        List<LedgerEntry> lost = with(SimulatedStores.of(this.bucket)).lost(this.partition.sink(),
                List.of(entry(), intact, deleted, replaced, longer, last, elsewhere));

        assertThat(lost).containsExactly(deleted, replaced, longer);
    }

    @Test
    void findsADeletedObjectLostBesideAnotherAttempt() throws IOException {
        LedgerEntry deleted = putFile(10, "n\n10\n", "p/");
        delete(deleted);
        put("p/" + LedgerObject.directory("AIR", "AIR", 0) + LedgerObject.name(deleted.file(), 2), "n\n10\n");

        assertThat(with(SimulatedStores.of(this.bucket)).isLost(this.partition.sink(), deleted)).isTrue();
    }

    /** Writes a file as another instance does. */
    private LedgerEntry putFile(long offset, String content, String prefix) {
        String file = "AIR-0-%020d.csv".formatted(offset);
        String key = prefix + LedgerObject.directory("AIR", "AIR", 0) + LedgerObject.name(file, 1);
        String etag = put(key, content);
        return LedgerEntry.builder("AIR", "AIR", 0, file)
            .nextOffset(offset + 1)
            .rows(1)
            .bytes(content.length())
            .sealed(true)
            .owner("consumer-1")
            .disk(new StoreAddress(SimulatedStore.BUCKET, prefix).toString())
            .object(new LedgerObject(SimulatedStore.BUCKET, key, etag))
            .build();
    }

    private String put(String key, String content) {
        return this.bucket.connect()
            .putObject((put) -> put.bucket(SimulatedStore.BUCKET).key(key), RequestBody.fromString(content))
            .eTag();
    }

    private void delete(LedgerEntry entry) {
        this.bucket.connect().deleteObject((delete) -> delete.bucket(SimulatedStore.BUCKET).key(object(entry).key()));
    }

    private static LedgerObject object(LedgerEntry entry) {
        return Objects.requireNonNull(entry.object());
    }

    private boolean isLost() throws IOException {
        return this.files.isLost(this.partition.sink(), entry());
    }

    private LedgerEntry entry() {
        return this.partition.files().get(0);
    }

    private Path label() {
        return this.partition.directory().resolve(".disk");
    }

}

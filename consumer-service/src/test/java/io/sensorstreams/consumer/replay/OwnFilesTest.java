package io.sensorstreams.consumer.replay;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.reread.MadePartition;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.store.SimulatedStores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OwnFilesTest {

    private static final String FILE = "AIR-0-00000000000000000000.csv";

    @TempDir
    Path output;

    private MadePartition partition;

    private OwnFiles files;

    @BeforeEach
    void write() {
        this.files = new OwnFiles(new Binder(new MapConfigurationPropertySource(
                Map.of("sensor.instance", MadePartition.INSTANCE, "sensor.output-dir", this.output)))
            .bind("sensor", SensorProperties.class)
            .get(), SimulatedStores.none());
        this.partition = new MadePartition(this.output).rows(3).roll();
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

package io.sensorstreams.consumer.retention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.ledger.LedgerGap.Kind;
import io.sensorstreams.consumer.disk.SimulatedClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionRetentionTest {

    private static final String HERE = "disk-1";

    @TempDir
    Path directory;

    private final SimulatedClock clock = new SimulatedClock();

    private final List<LedgerEntry> files = new ArrayList<>();

    /** Adds a file of ten rows and 100 bytes that was written some minutes ago. */
    private LedgerEntry file(long first, boolean sealed, String disk, int minutesAgo) throws IOException {
        LedgerEntry entry = LedgerEntry.builder("AIR", "AIR", 0, "AIR-0-%020d.csv".formatted(first))
            .nextOffset(first + 12)
            .rows(10)
            .bytes(100)
            .sealed(sealed)
            .disk(disk)
            .build();
        this.files.add(entry);
        if (disk.equals(HERE)) {
            Path path = Files.createFile(this.directory.resolve(entry.file()));
            Files.setLastModifiedTime(path, FileTime.from(this.clock.instant().minus(Duration.ofMinutes(minutesAgo))));
        }
        return entry;
    }

    private PartitionRetention retention(@Nullable Duration age, @Nullable Long bytes, LedgerGap... gaps) {
        return retention(age, bytes, DisputedFiles.NONE, gaps);
    }

    private PartitionRetention retention(@Nullable Duration age, @Nullable Long bytes, DisputedFiles disputed,
            LedgerGap... gaps) {
        PartitionRetention retention = new PartitionRetention(new RetentionPolicy(age, bytes),
                (file) -> file.isOn(HERE), this::lastWrite, "consumer-0", this.clock);
        retention.startAt(this.files, List.of(gaps), disputed);
        return retention;
    }

    private Optional<Instant> lastWrite(LedgerEntry file) throws IOException {
        Path path = this.directory.resolve(file.file());
        return Files.exists(path) ? Optional.of(Files.getLastModifiedTime(path).toInstant()) : Optional.empty();
    }

    private static List<LedgerEntry> removed(PartitionRetention retention) throws IOException {
        retention.check();
        return retention.next().map(Removal::files).orElse(List.of());
    }

    @Test
    void keepsEverythingWithoutLimits() throws IOException {
        file(0, true, HERE, 1_000_000);
        file(20, true, HERE, 1_000_000);

        assertThat(removed(retention(null, null))).isEmpty();
    }

    @Test
    void removesTheOldestFilesAboveTheLength() throws IOException {
        LedgerEntry first = file(0, true, HERE, 0);
        LedgerEntry second = file(20, true, HERE, 0);
        file(40, true, HERE, 0);
        file(60, false, HERE, 0);

        assertThat(removed(retention(null, 400L))).isEmpty();
        assertThat(removed(retention(null, 399L))).containsExactly(first);
        assertThat(removed(retention(null, 200L))).containsExactly(first, second);
    }

    @Test
    void removesFilesByTheTimeOfTheirLastRow() throws IOException {
        LedgerEntry first = file(0, true, HERE, 90);
        LedgerEntry second = file(20, true, HERE, 60);
        file(40, true, HERE, 59);
        file(60, true, HERE, 70);

        assertThat(removed(retention(Duration.ofHours(1), null))).containsExactly(first, second);
    }

    @Test
    void neverRemovesOpenFilesTheNewestFileFilesElsewhereAndDisputedOnes() throws IOException {
        file(0, false, HERE, 90);
        file(20, true, "disk-2", 90);
        LedgerEntry disputed = file(40, true, HERE, 90);
        LedgerEntry removed = file(60, true, HERE, 90);
        file(80, true, HERE, 90);

        assertThat(removed(retention(Duration.ofHours(1), 1L, new DisputedFiles(Set.of(disputed.file())))))
            .containsExactly(removed);
    }

    @Test
    void keepsAFileWhoseAgeIsUnknown() throws IOException {
        LedgerEntry first = file(0, true, HERE, 90);
        file(20, true, HERE, 90);
        Files.delete(this.directory.resolve(first.file()));

        assertThat(removed(retention(Duration.ofHours(1), null))).isEmpty();
    }

    @Test
    void coversAllRemovedFilesWithOneRange() throws IOException {
        file(20, true, HERE, 90);
        file(40, true, HERE, 0);
        LedgerGap before = range(0, 12, 10);
        PartitionRetention retention = retention(Duration.ofHours(1), null, before);

        retention.check();
        Removal removal = retention.next().orElseThrow();

        assertThat(removal.range().key()).isEqualTo(before.key());
        assertThat(removal.range()).isEqualTo(new LedgerGap("AIR", "AIR", 0, 0, 32, Kind.RETENTION, 20,
                "Retention removed files", this.clock.instant(), "consumer-0", "", true));
        assertThat(removal.replaced()).isEmpty();
    }

    @Test
    void replacesARangeThatBeginsLater() throws IOException {
        file(20, true, HERE, 90);
        file(60, true, HERE, 0);
        LedgerGap before = range(40, 52, 10);
        PartitionRetention retention = retention(Duration.ofHours(1), null, before);

        retention.check();
        Removal removal = retention.next().orElseThrow();

        assertThat(removal.range().from()).isEqualTo(20);
        assertThat(removal.range().to()).isEqualTo(52);
        assertThat(removal.replaced()).containsExactly(before);
    }

    private LedgerGap range(long from, long to, long rows) {
        return new LedgerGap("AIR", "AIR", 0, from, to, Kind.RETENTION, rows, "Retention removed files", Instant.EPOCH,
                "consumer-0", "", true);
    }

    @Test
    void continuesWithWhatIsCommitted() throws IOException {
        LedgerEntry first = file(0, true, HERE, 0);
        LedgerEntry second = file(20, false, HERE, 0);
        PartitionRetention retention = retention(null, 150L);
        retention.check();
        assertThat(retention.next()).map(Removal::files).hasValue(List.of(first));

        Optional<Removal> committed = retention.committed(List.of());
        assertThat(committed).map(Removal::files).hasValue(List.of(first));
        assertThat(removed(retention)).isEmpty();

        LedgerEntry third = file(40, false, HERE, 0);
        retention.committed(List.of(second.seal(), third));
        assertThat(removed(retention)).as("checked a moment ago").isEmpty();
        this.clock.advance(Duration.ofSeconds(1));
        assertThat(removed(retention)).containsExactly(second.seal());
        assertThat(retention.next().orElseThrow().range().rows()).isEqualTo(20);
    }

    @Test
    void removesALimitedNumberOfFilesAtOnce() throws IOException {
        for (int i = 0; i < 150; i++) {
            file(20L * i, true, HERE, 0);
        }
        PartitionRetention retention = retention(null, 100L);

        assertThat(removed(retention)).hasSize(100);
        retention.committed(List.of());
        assertThat(removed(retention)).hasSize(49);
    }

}

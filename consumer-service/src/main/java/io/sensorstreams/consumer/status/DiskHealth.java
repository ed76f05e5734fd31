package io.sensorstreams.consumer.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.util.unit.DataSize;

/**
 * Whether the output directories have room and can be written: by writing, because
 * permissions and free space promise less, and by what became of the rows, because a few
 * bytes may fit where they do not.
 */
final class DiskHealth implements HealthIndicator {

    private static final byte[] PROBE = new byte[4096];

    private static final Duration LONGEST_PROBE = Duration.ofSeconds(10);

    private static final long NOT_PROBING = Long.MIN_VALUE;

    private final List<Path> directories;

    private final DataSize minFree;

    private final String probeName;

    private final PartitionBoard board;

    /** {@link System#nanoTime} when the probe began that is not over. */
    private final AtomicLong probingSince = new AtomicLong(NOT_PROBING);

    private volatile Health last = Health.unknown().withDetail("error", "The disk is being checked").build();

    /**
     * Creates the indicator.
     * @param instance name of this instance; others may share the disk
     */
    DiskHealth(List<Path> directories, DataSize minFree, String instance, PartitionBoard board) {
        this.directories = List.copyOf(directories);
        this.minFree = minFree;
        this.probeName = ".probe-" + instance;
        this.board = board;
    }

    void bindTo(MeterRegistry registry) {
        for (Path directory : this.directories) {
            Gauge.builder("sensor.disk.free", () -> free(directory))
                .description("Free space for output files")
                .baseUnit(BaseUnits.BYTES)
                .tag("directory", directory.toString())
                .register(registry);
        }
    }

    private static double free(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        }
        catch (IOException e) {
            return Double.NaN;
        }
    }

    /**
     * Writes to the directories. One call at a time does, because two would delete each
     * other's probe; those that come meanwhile get the answer before.
     */
    @Override
    public Health health() {
        long now = System.nanoTime();
        if (!this.probingSince.compareAndSet(NOT_PROBING, now)) {
            return lastHealth(Duration.ofNanos(now - this.probingSince.get()));
        }
        try {
            Health current = probeAll();
            this.last = current;
            return current;
        }
        finally {
            this.probingSince.set(NOT_PROBING);
        }
    }

    /** A disk that hangs lets no thread return. */
    private Health lastHealth(Duration probing) {
        return (probing.compareTo(LONGEST_PROBE) < 0) ? this.last
                : Health.down()
                    .withDetail("error", "The disk has not answered for " + probing.toSeconds() + " s")
                    .build();
    }

    private Health probeAll() {
        Health.Builder health = Health.up();
        for (Path directory : this.directories) {
            probe(directory, health);
        }
        this.board.unwritable()
            .forEach((partition, reason) -> health.down()
                .withDetail(partition.toString(), "Rows cannot be written: " + reason));
        return health.build();
    }

    private void probe(Path directory, Health.Builder health) {
        try {
            write(directory);
            long free = Files.getFileStore(directory).getUsableSpace();
            health.withDetail(directory.toString(), DataSize.ofBytes(free).toMegabytes() + " MB free");
            if (free < this.minFree.toBytes()) {
                health.down()
                    .withDetail(directory.toString(),
                            "has " + free + " bytes left, expected at least " + this.minFree.toBytes());
            }
        }
        catch (IOException e) {
            health.down().withDetail(directory.toString(), "cannot be written: " + e);
        }
    }

    private void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path probe = directory.resolve(this.probeName);
        try {
            Files.write(probe, PROBE);
        }
        finally {
            Files.deleteIfExists(probe);
        }
    }

}

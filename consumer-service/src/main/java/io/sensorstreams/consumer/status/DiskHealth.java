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
 * Checks whether the output directories are writable and have free space. It writes a
 * test file, because permissions and free space are no proof, and it reports partitions
 * whose rows could not be written, because a small test file may fit where rows do not.
 */
final class DiskHealth implements HealthIndicator {

    private static final byte[] PROBE = new byte[4096];

    private static final Duration LONGEST_PROBE = Duration.ofSeconds(10);

    private static final long NOT_PROBING = Long.MIN_VALUE;

    private final List<Path> directories;

    private final DataSize minFree;

    private final String probeName;

    private final PartitionStatuses statuses;

    /** {@link System#nanoTime} at the start of the probe in progress. */
    private final AtomicLong probingSince = new AtomicLong(NOT_PROBING);

    private volatile Health last = Health.unknown().withDetail("error", "The disk is being checked").build();

    /** Creates the indicator; other instances may share the disk. */
    DiskHealth(List<Path> directories, DataSize minFree, String instance, PartitionStatuses statuses) {
        this.directories = List.copyOf(directories);
        this.minFree = minFree;
        this.probeName = ".probe-" + instance;
        this.statuses = statuses;
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
     * Only one call at a time writes, because two would delete each other's test file;
     * concurrent calls return the previous result.
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

    /** DOWN if the disk hangs and the probe does not return. */
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
        this.statuses.unwritable()
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

package io.sensorstreams.consumer.status;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import io.sensorstreams.consumer.sink.PartitionKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class DiskHealthTest {

    private static final PartitionKey PARTITION = new PartitionKey("archive", "AIR", 3);

    @TempDir
    Path directory;

    private final PartitionStatuses statuses = new PartitionStatuses(Clock.systemUTC());

    @Test
    void leavesNoFileOnADiskWithSpace() {
        assertThat(health(this.directory, DataSize.ofBytes(1)).getStatus()).isEqualTo(Status.UP);
        assertThat(this.directory).isEmptyDirectory();
    }

    @Test
    void isDownWhenSpaceIsShort() {
        Health health = health(this.directory, DataSize.ofBytes(Long.MAX_VALUE));

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(detail(health, this.directory)).contains("expected at least " + Long.MAX_VALUE);
    }

    @Test
    void isDownWhenTheDirectoryCannotBeWritten() throws Exception {
        Path inTheWay = Files.createFile(this.directory.resolve("file"));

        Health health = health(inTheWay, DataSize.ofBytes(1));

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(detail(health, inTheWay)).contains("cannot be written");
    }

    @Test
    void isDownWhileRowsDoNotFitThoughSpaceIsLeft() {
        this.statuses.showUnwritable(PARTITION, "No space left on device");

        Health health = health(this.directory, DataSize.ofBytes(1));

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(detail(health, "archive/AIR-3")).contains("No space left on device");
    }

    private Health health(Path output, DataSize minFree) {
        return new DiskHealth(List.of(output), minFree, "consumer-0", this.statuses).health();
    }

    private static String detail(Health health, Object name) {
        return String.valueOf(health.getDetails().get(name.toString()));
    }

}

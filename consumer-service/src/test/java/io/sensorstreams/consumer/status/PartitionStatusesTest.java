package io.sensorstreams.consumer.status;

import java.time.Clock;

import io.sensorstreams.consumer.sink.PartitionKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionStatusesTest {

    private final PartitionStatuses statuses = new PartitionStatuses(Clock.systemUTC());

    @Test
    void countsPartitionsOfASinkByState() {
        put("AIR", 0, PartitionState.PAUSED);
        put("AIR", 1, PartitionState.PAUSED);
        put("AIR", 2, PartitionState.RUNNING);
        put("EARTH", 0, PartitionState.PAUSED);

        assertThat(this.statuses.count("AIR", "AIR", PartitionState.PAUSED)).isEqualTo(2);
        assertThat(this.statuses.count("AIR", "AIR", PartitionState.RUNNING)).isOne();
        assertThat(this.statuses.count("archive", "AIR", PartitionState.PAUSED)).isZero();
    }

    @Test
    void showsUnwritablePartitionsUntilTheyAreWritableOrRemoved() {
        PartitionKey first = new PartitionKey("AIR", "AIR", 0);
        PartitionKey second = new PartitionKey("AIR", "AIR", 1);
        this.statuses.showUnwritable(first, "No space left on device");
        this.statuses.showUnwritable(second, "Input/output error");
        assertThat(this.statuses.unwritable()).containsEntry(first, "No space left on device").hasSize(2);

        this.statuses.showWritable(first);
        this.statuses.remove(second);
        assertThat(this.statuses.unwritable()).isEmpty();
    }

    private void put(String topic, int partition, PartitionState state) {
        this.statuses.put(new PartitionKey(topic, topic, partition), PartitionSnapshot.NEW.withState(state, null));
    }

}

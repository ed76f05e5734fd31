package io.sensorstreams.consumer.status;

import java.time.Clock;

import io.sensorstreams.consumer.sink.PartitionKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionBoardTest {

    private final PartitionBoard board = new PartitionBoard(Clock.systemUTC());

    @Test
    void countsPartitionsOfASinkByState() {
        put("AIR", 0, PartitionState.PAUSED);
        put("AIR", 1, PartitionState.PAUSED);
        put("AIR", 2, PartitionState.RUNNING);
        put("EARTH", 0, PartitionState.PAUSED);

        assertThat(this.board.count("AIR", "AIR", PartitionState.PAUSED)).isEqualTo(2);
        assertThat(this.board.count("AIR", "AIR", PartitionState.RUNNING)).isOne();
        assertThat(this.board.count("archive", "AIR", PartitionState.PAUSED)).isZero();
    }

    @Test
    void showsUnwritablePartitionsUntilTheyAreWritableOrRemoved() {
        PartitionKey first = new PartitionKey("AIR", "AIR", 0);
        PartitionKey second = new PartitionKey("AIR", "AIR", 1);
        this.board.showUnwritable(first, "No space left on device");
        this.board.showUnwritable(second, "Input/output error");
        assertThat(this.board.unwritable()).containsEntry(first, "No space left on device").hasSize(2);

        this.board.showWritable(first);
        this.board.remove(second);
        assertThat(this.board.unwritable()).isEmpty();
    }

    private void put(String topic, int partition, PartitionState state) {
        this.board.put(new PartitionKey(topic, topic, partition), PartitionSnapshot.NEW.withState(state, null));
    }

}

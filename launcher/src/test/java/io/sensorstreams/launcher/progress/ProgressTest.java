package io.sensorstreams.launcher.progress;

import java.util.List;
import java.util.Map;

import io.sensorstreams.launcher.plan.StreamPlan;
import io.sensorstreams.launcher.view.PartitionView;
import io.sensorstreams.launcher.view.StreamView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.sensorstreams.launcher.view.StreamView.State.COMPLETED;
import static io.sensorstreams.launcher.view.StreamView.State.FAILED;
import static io.sensorstreams.launcher.view.StreamView.State.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {

    private static final List<StreamPlan> PLANS = List.of(new StreamPlan("air2308", "AIR", "AIR2308.csv"),
            new StreamPlan("water2308", "WATER", "WATER2308.csv"));

    @Test
    void isATableOnATerminal() {
        Progress progress = progress(stream("air2308", "AIR", RUNNING, 20_000, 44_640L, 1500.4),
                stream("water2308", "WATER", COMPLETED, 44_054, 44_054L, 0));

        assertThat(ProgressText.table(progress)).containsExactly(
                "stream                        progress           rows  rows/s  topic lag  left",
                "air2308    [########............]  44%  20,000/44,640   1,500     AIR 12  17 s",
                "water2308  [####################] 100%  44,054/44,054       0    WATER -   0 s");
    }

    @Test
    void isOneLineInAPipe() {
        Progress progress = progress(stream("air2308", "AIR", RUNNING, 20_000, 44_640L, 10));

        assertThat(ProgressText.line(progress)).isEqualTo("air2308 20,000/44,640  44%; 10 rows/s, lag 12, 41 min left");
    }

    @Test
    void doesNotKnowTheEndOfAnEndlessStream() {
        Progress progress = progress(stream("air2308", "AIR", RUNNING, 5, null, 10));

        assertThat(ProgressText.line(progress)).isEqualTo("air2308 5    -; 10 rows/s, lag 12, - left");
    }

    @Test
    void printsTheStateOfAStream() {
        Progress progress = progress(stream("air2308", "AIR", FAILED, 5, 10L, 0));

        assertThat(ProgressText.table(progress).get(1)).contains(" 50% failed ");
        assertThat(progress.failures()).hasSize(1);
    }

    @Test
    void showsStreamsOfOtherClientsWithoutWaitingForThem() {
        Progress progress = progress(List.of(partition(0L, 10)), stream("air2308", "AIR", COMPLETED, 10, 10L, 0),
                stream("numbers", "NUMBERS", FAILED, 3, null, 0));

        assertThat(ProgressText.table(progress)).hasSize(3).last().asString().startsWith("numbers");
        assertThat(progress.isComplete()).isTrue();
        assertThat(progress.failures()).isEmpty();
    }

    @Test
    void isCompleteWhenAllAcknowledgedRowsAreInFilesAndNoneWaits() {
        StreamView air = stream("air2308", "AIR", COMPLETED, 10, 10L, 0);

        assertThat(progress(List.of(partition(0L, 4), partition(0L, 6)), air).isComplete()).isTrue();
        assertThat(progress(List.of(partition(0L, 4), partition(2L, 6)), air).isComplete()).isFalse();
        assertThat(progress(List.of(partition(0L, 4), partition(null, 6)), air).isComplete()).isFalse();
        assertThat(progress(List.of(partition(0L, 4), partition(0L, 5)), air).isComplete()).isFalse();
        assertThat(progress(List.of(), air).isComplete()).isFalse();
    }

    @Test
    void showsTheLagOfATopicOnce() {
        Progress progress = progress(stream("air2308", "AIR", RUNNING, 1, 10L, 1),
                stream("slow-air", "AIR", RUNNING, 1, 10L, 1));

        assertThat(ProgressText.table(progress)).element(1).asString().contains(" AIR 12 ");
        assertThat(ProgressText.table(progress)).element(2).asString().contains(" AIR 12 ");
        assertThat(ProgressText.line(progress)).contains("lag 12,");
    }

    @Test
    void findsPlannedStreamsThatSomebodyDeletedOrReplaced() {
        Progress progress = progress(stream("water2308", "OTHER", RUNNING, 1, 10L, 1));

        assertThat(progress.losses()).containsExactly(
                "Stream air2308 was deleted by another client; start again to send AIR2308.csv",
                "Stream water2308 was replaced by another client: its topic is OTHER now, not WATER");
    }

    @Test
    void reportsWhyAPlannedStreamFailed() {
        StreamView air = new StreamView("air2308", "AIR", FAILED, 1, 5, 0, 10L, 0, "AIR2308.csv became shorter", null);

        assertThat(progress(air, stream("numbers", "NUMBERS", FAILED, 3, null, 0)).failures()).containsExactly(Map
            .entry("AIR2308.csv", "Stream air2308 failed: AIR2308.csv became shorter; correct that and start again"));
    }

    @Test
    void aStreamThatFailedDoesNotEndTheOthers() {
        StreamView air = stream("air2308", "AIR", FAILED, 0, 10L, 0);
        PartitionView ofWater = new PartitionView("WATER", "WATER", 0, 0L, 10, "RUNNING", "consumer-0", null);

        assertThat(progress(List.of(), air, stream("water2308", "WATER", RUNNING, 5, 10L, 0)).isRead()).isFalse();
        assertThat(progress(List.of(ofWater), air, stream("water2308", "WATER", COMPLETED, 10, 10L, 0)).isComplete())
            .isTrue();
        assertThat(
                progress(List.of(ofWater, partition(3L, 0)), air, stream("water2308", "WATER", COMPLETED, 10, 10L, 0))
                    .isRead())
            .isFalse();
    }

    @Test
    void hasFailedWhenEveryStreamHas() {
        StreamView air = stream("air2308", "AIR", FAILED, 0, 10L, 0);

        assertThat(progress(air, stream("water2308", "WATER", FAILED, 5, 10L, 0)).isFailed()).isTrue();
        assertThat(progress(air, stream("water2308", "WATER", COMPLETED, 10, 10L, 0)).isFailed()).isFalse();
        assertThat(progress().isFailed()).isFalse();
    }

    @Test
    void reportsTheErrorOfAFailedStreamOnce() {
        StreamView air = new StreamView("air2308", "AIR", FAILED, 1, 5, 0, 10L, 0, "AIR2308.csv became shorter", null);

        assertThat(progress(air).troubles()).isEmpty();
    }

    @Test
    void isReadWhenNothingIsLeftThoughRowsAreMissing() {
        Progress progress = progress(List.of(partition(0L, 9)), stream("air2308", "AIR", COMPLETED, 10, 10L, 0));

        assertThat(progress.isRead()).isTrue();
        assertThat(progress.isComplete()).isFalse();
        assertThat(progress.shortfalls()).containsExactly("Topic AIR: 9 of 10 acknowledged rows are in files");
    }

    @Test
    void isNotCompleteWhileAStreamRuns() {
        StreamView air = stream("air2308", "AIR", RUNNING, 10, 10L, 0);

        assertThat(progress(List.of(partition(0L, 10)), air).isComplete()).isFalse();
    }

    @Test
    void reportsWhatBlocksStreamsAndPartitions() {
        StreamView air = new StreamView("air2308", "AIR", RUNNING, 1, 0, 0, 10L, 0, "Waits for Kafka", null);
        PartitionView paused = new PartitionView("AIR", "AIR", 3, null, 0, "PAUSED", null, "No space left on device");

        assertThat(progress(List.of(paused), air).troubles()).containsExactly("Stream air2308: Waits for Kafka",
                "Partition AIR-3: No space left on device");
    }

    private static Progress progress(StreamView... streams) {
        return progress(List.of(partition(12L, 100)), streams);
    }

    private static Progress progress(List<PartitionView> partitions, StreamView... streams) {
        return new Progress(PLANS, List.of(streams), partitions);
    }

    private static StreamView stream(String name, String topic, StreamView.State state, long acked,
            @Nullable Long total, double rate) {
        return new StreamView(name, topic, state, 1, acked, 0, total, rate, null, null);
    }

    private static PartitionView partition(@Nullable Long lag, long rows) {
        return new PartitionView("AIR", "AIR", 0, lag, rows, "RUNNING", "consumer-0", null);
    }

}

package io.sensorstreams.launcher.run;

import java.util.List;

import io.sensorstreams.launcher.plan.StreamPlan;
import io.sensorstreams.launcher.progress.Progress;
import io.sensorstreams.launcher.view.GroupView;
import io.sensorstreams.launcher.view.PartitionView;
import io.sensorstreams.launcher.view.StreamView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ObstaclesTest {

    private static final GroupView AIR = group("RUNNING", null);

    private final Obstacles obstacles = new Obstacles("http://p", "http://c");

    @Test
    void findsNoneWhileAllRun() {
        assertThat(this.obstacles.of(progress(StreamView.State.RUNNING, "RUNNING"), List.of(AIR))).isEmpty();
    }

    @Test
    void namesTheRemedyOfAStreamThatSomebodyPausedOrStopped() {
        assertThat(this.obstacles.of(progress(StreamView.State.PAUSED, "RUNNING"), List.of(AIR)))
            .containsExactly("Stream air is paused; resume it with curl -X POST http://p/api/streams/air/resume");
        assertThat(this.obstacles.of(progress(StreamView.State.STOPPED, "RUNNING"), List.of(AIR)))
            .containsExactly("Stream air is stopped; start it with curl -X POST http://p/api/streams/air/start");
    }

    @Test
    void namesTheRemedyOfAGroupThatSomebodyPausedOrStopped() {
        assertThat(this.obstacles.of(progress(StreamView.State.COMPLETED, "PAUSED"), List.of(group("PAUSED", null))))
            .containsExactly("Group AIR is paused; resume it with curl -X POST http://c/api/listeners/AIR/resume");
        assertThat(this.obstacles.of(progress(StreamView.State.COMPLETED, "STOPPED"), List.of(group("STOPPED", null))))
            .containsExactly("Group AIR is stopped; start it with curl -X POST http://c/api/listeners/AIR/start");
        assertThat(this.obstacles.of(progress(StreamView.State.COMPLETED, "ELSEWHERE"),
                List.of(group("WAITING", "no broker answers"))))
            .containsExactly("Group AIR is WAITING: no broker answers");
    }

    @Test
    void namesAPartitionThatNobodyReadsHere() {
        assertThat(this.obstacles.of(progress(StreamView.State.COMPLETED, "ELSEWHERE"), List.of(AIR))).containsExactly(
                "Partition AIR-1 is ELSEWHERE: this consumer-service does not read it; its last owner is other-0");
    }

    @Test
    void namesAStreamWhoseTopicNoSinkWrites() {
        Progress progress = progress(StreamView.State.COMPLETED, "RUNNING", true);
        GroupView other = new GroupView("EARTH", List.of("EARTH"), "RUNNING", null);

        assertThat(Obstacles.unsunk(progress, List.of(other))).containsExactly(
                "Stream air: no sink of this consumer-service writes AIR, so its rows are not written to files; start again "
                        + "with SENSOR_TOPICS=AIR, or correct the stream's topic");
        assertThat(Obstacles.unsunk(progress, List.of(other, AIR))).isEmpty();
    }

    @Test
    void doesNotTakeAnUnknownSinkForNone() {
        Progress progress = progress(StreamView.State.COMPLETED, "RUNNING");
        GroupView other = new GroupView("EARTH", List.of("EARTH"), "RUNNING", null);

        assertThat(Obstacles.unsunk(progress, List.of(other))).isEmpty();
        assertThat(this.obstacles.of(progress, List.of(other))).containsExactly(
                "Stream air: no sink of this consumer-service writes AIR; whether another consumer-service "
                        + "writes it is unknown");
        assertThat(Obstacles.unsunk(progress(StreamView.State.COMPLETED, "RUNNING", false), List.of(other))).isEmpty();
    }

    private static GroupView group(String state, @Nullable String reason) {
        return new GroupView("AIR", List.of("AIR"), state, reason);
    }

    private static Progress progress(StreamView.State stream, String partition) {
        return progress(stream, partition, null);
    }

    private static Progress progress(StreamView.State stream, String partition, @Nullable Boolean unsunk) {
        StreamView air = new StreamView("air", "AIR", stream, 1, 10, 0, 10L, 0, null, unsunk);
        PartitionView one = new PartitionView("AIR", "AIR", 1, null, 0, partition, "other-0", null);
        return new Progress(List.of(new StreamPlan("air", "AIR", "AIR.csv")), List.of(air), List.of(one));
    }

}

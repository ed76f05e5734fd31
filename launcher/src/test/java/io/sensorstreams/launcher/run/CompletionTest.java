package io.sensorstreams.launcher.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.sensorstreams.launcher.plan.StreamPlan;
import io.sensorstreams.launcher.progress.Progress;
import io.sensorstreams.launcher.view.PartitionView;
import io.sensorstreams.launcher.view.StreamView;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CompletionTest {

    private static final Progress ALL = progress(0, 10);

    private static final Progress SHORT = progress(0, 9);

    private static final Progress BEHIND = progress(1, 9);

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void isReachedAtOnceWhenAllRowsAreInNewFiles() {
        Completion completion = new Completion(false, this.nanos::get);

        assertThat(completion.isReached(BEHIND)).isFalse();
        assertThat(completion.isReached(ALL)).isTrue();
    }

    @Test
    void waitsForAFreshLagWhenThereWereFilesBefore() {
        Completion completion = new Completion(true, this.nanos::get);

        assertThat(completion.isReached(ALL)).isFalse();
        pass(Completion.SETTLED.minusMillis(1));
        assertThat(completion.isReached(BEHIND)).isFalse();
        assertThat(completion.isReached(ALL)).isFalse();
        pass(Completion.SETTLED);
        assertThat(completion.isReached(ALL)).isTrue();
    }

    @Test
    void leavesRowsThatNeverComeToTheAudit() {
        Completion completion = new Completion(false, this.nanos::get);

        assertThat(completion.isReached(SHORT)).isFalse();
        pass(Completion.SHORT);
        assertThat(completion.isReached(SHORT)).isTrue();
    }

    private void pass(Duration time) {
        this.nanos.addAndGet(time.toNanos());
    }

    private static Progress progress(long lag, long rows) {
        StreamView air = new StreamView("air", "AIR", StreamView.State.COMPLETED, 1, 10, 0, 10L, 0, null, null);
        PartitionView partition = new PartitionView("AIR", "AIR", 0, lag, rows, "RUNNING", "consumer-0", null);
        return new Progress(List.of(new StreamPlan("air", "AIR", "AIR.csv")), List.of(air), List.of(partition));
    }

}

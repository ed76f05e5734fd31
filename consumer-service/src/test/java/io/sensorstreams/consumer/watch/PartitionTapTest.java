package io.sensorstreams.consumer.watch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import io.sensorstreams.common.web.live.RowEvent;
import io.sensorstreams.common.web.live.Watcher;
import io.sensorstreams.consumer.format.OpenFile;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

class PartitionTapTest {

    private final PartitionTap tap = new PartitionTap();

    private final Watcher slow = watcher(2);

    private final Watcher fast = watcher(5);

    @Test
    void takesNoSampleWhenNobodyWatches() {
        assertThat(this.tap.sample(null)).isNull();
        this.tap.add(this.slow);
        RowSample begun = this.tap.sample(null);
        assertThat(begun).isNotNull();
        assertThat(this.tap.sample(begun)).isSameAs(begun);
        this.tap.remove(this.slow);

        assertThat(this.tap.sample(begun)).as("the last watcher has left").isNull();
    }

    @Test
    void takesAsManyRowsAsTheFastestWatcherMayGet() {
        this.tap.add(this.slow);
        this.tap.add(this.fast);
        RowSample sample = begin();

        assertThat(sample.take(3)).isEqualTo(3);
        add(sample, 3, 10);
        assertThat(sample.take(500)).isEqualTo(2);
        add(sample, 2, 10);
        assertThat(sample.take(500)).isZero();
        assertThat(sample.rows()).hasSize(5);
        assertThat(sample.skipped()).isEqualTo(998);
    }

    @Test
    void countsRecordsThatWaitForACommitWithTheNextSample() {
        this.tap.add(this.slow);
        RowSample sample = begin();

        int taken = sample.take(10);
        add(sample, taken, 10);
        sample.untaken(4);

        assertThat(sample.rows()).hasSize(taken);
        assertThat(sample.skipped()).isEqualTo(6 - taken);
    }

    @Test
    void takesABoundedNumberOfBytes() {
        this.tap.add(watcher(1000));
        RowSample sample = begin();

        assertThat(sample.take(10)).isEqualTo(10);
        add(sample, 10, 100_000);

        assertThat(sample.rows()).hasSize(2);
        assertThat(sample.skipped()).isEqualTo(8);
    }

    @Test
    void takesOneRowThatIsLargerThanTheBound() {
        this.tap.add(this.fast);
        RowSample sample = begin();

        assertThat(sample.take(2)).isEqualTo(2);
        add(sample, 2, 1_000_000);

        assertThat(sample.rows()).hasSize(1);
        assertThat(sample.take(10)).isZero();
    }

    @Test
    void showsASampleAfterTheCommitOnly() {
        this.tap.add(this.fast);
        RowSample sample = begin();
        sample.take(7);
        add(sample, 5, 10);
        verify(this.fast, never()).offer(any(), anyLong());

        this.tap.committed(7, sample);

        ArgumentCaptor<List<RowEvent>> rows = ArgumentCaptor.captor();
        verify(this.fast).offer(rows.capture(), eq(2L));
        assertThat(rows.getValue()).hasSize(5);
    }

    @Test
    void countsCommittedRowsWithAndWithoutWatchers() {
        this.tap.committed(7, null);
        this.tap.add(this.fast);
        this.tap.committed(3, begin());

        assertThat(this.tap.takeCommitted()).isEqualTo(10);
        assertThat(this.tap.takeCommitted()).isZero();
    }

    private RowSample begin() {
        return Objects.requireNonNull(this.tap.sample(null));
    }

    private static Watcher watcher(int perSecond) {
        Watcher watcher = mock();
        given(watcher.perSecond()).willReturn(perSecond);
        return watcher;
    }

    private static void add(RowSample sample, int rows, int length) {
        OpenFile file = mock();
        given(file.lastLine()).willReturn("x".repeat(length));
        given(file.name()).willReturn("AIR-0-00000000000000000000.csv");
        for (int row = 0; row < rows; row++) {
            sample.add(record(row, "x".repeat(length)), file);
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, @Nullable String value) {
        return new ConsumerRecord<>("AIR", 0, offset, null,
                (value != null) ? value.getBytes(StandardCharsets.UTF_8) : null);
    }

}

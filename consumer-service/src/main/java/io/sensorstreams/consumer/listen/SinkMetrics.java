package io.sensorstreams.consumer.listen;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.sensorstreams.consumer.sink.FileTotals;
import io.sensorstreams.consumer.sink.RollReason;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.WriterObserver;

/**
 * What the sinks tell of themselves, by group and topic.
 */
final class SinkMetrics {

    private static final String LAG = "sensor.partition.lag";

    private final MeterRegistry registry;

    private final PartitionBoard board;

    SinkMetrics(MeterRegistry registry, PartitionBoard board) {
        this.registry = registry;
        this.board = board;
    }

    /** Shows a sink's partitions and the age of its oldest row that is not committed. */
    void register(Sink sink) {
        for (PartitionState state : PartitionState.values()) {
            Gauge.builder("sensor.partitions", () -> this.board.count(sink.group(), sink.topic(), state))
                .description("Partitions that this instance has")
                .tags(tags(sink).and("state", state.name()))
                .register(this.registry);
        }
        TimeGauge
            .builder("sensor.unflushed.age", () -> this.board.unflushedAge(sink.group(), sink.topic()).toMillis(),
                    TimeUnit.MILLISECONDS)
            .description("Time that the oldest row that is not committed has waited")
            .tags(tags(sink))
            .register(this.registry);
    }

    /** Shows the lag of a partition while this instance has it; it may come and go. */
    void register(PartitionKey partition) {
        Tags tags = Tags.of("group", partition.group(), "topic", partition.topic(), "partition",
                Integer.toString(partition.partition()));
        if (this.registry.find(LAG).tags(tags).gauge() == null) {
            Gauge.builder(LAG, () -> lag(partition))
                .description("Offsets that are not committed")
                .tags(tags)
                .register(this.registry);
        }
    }

    private double lag(PartitionKey partition) {
        Long lag = this.board.get(partition).map(PartitionSnapshot::lag).orElse(null);
        return (lag != null) ? lag : Double.NaN;
    }

    void written(Sink sink, FileTotals added) {
        this.registry.counter("sensor.rows.written", tags(sink)).increment((double) added.rows());
        this.registry.counter("sensor.bytes.written", tags(sink)).increment((double) added.bytes());
    }

    void deadLetters(Sink sink, int count) {
        this.registry.counter("sensor.dead.letters", tags(sink)).increment(count);
    }

    Timer commits(String group) {
        return this.registry.timer("sensor.commit", "group", group);
    }

    /** Counts what the writers of a sink do. */
    WriterObserver observer(Sink sink) {
        Timer forces = this.registry.timer("sensor.fsync", tags(sink));
        return new WriterObserver() {

            @Override
            public void rolled(RollReason reason) {
                SinkMetrics.this.registry
                    .counter("sensor.files.rolled", tags(sink).and("reason", reason.name().toLowerCase(Locale.ROOT)))
                    .increment();
            }

            @Override
            public void forced(Duration took) {
                forces.record(took);
            }

        };
    }

    private static Tags tags(Sink sink) {
        return Tags.of("group", sink.group(), "topic", sink.topic());
    }

}

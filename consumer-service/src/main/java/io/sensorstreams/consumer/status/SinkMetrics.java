package io.sensorstreams.consumer.status;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.sensorstreams.consumer.sink.FileTotals;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.RollPolicy;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.WriterSettings;

/**
 * Metrics of the sinks, by group and topic.
 */
public final class SinkMetrics {

    private static final String LAG = "sensor.partition.lag";

    private final MeterRegistry registry;

    private final PartitionStatuses statuses;

    public SinkMetrics(MeterRegistry registry, PartitionStatuses statuses) {
        this.registry = registry;
        this.statuses = statuses;
    }

    /**
     * Registers the gauges of a sink's partitions and of its oldest uncommitted row.
     * @param longestWait how long a row waits for its commit in normal operation
     */
    public void register(Sink sink, Duration longestWait) {
        for (PartitionState state : PartitionState.values()) {
            Gauge.builder("sensor.partitions", () -> this.statuses.count(sink.group(), sink.topic(), state))
                .description("Partitions that are assigned to this instance")
                .tags(tags(sink).and("state", state.name()))
                .register(this.registry);
        }
        TimeGauge
            .builder("sensor.unflushed.age", () -> this.statuses.unflushedAge(sink.group(), sink.topic()).toMillis(),
                    TimeUnit.MILLISECONDS)
            .description("Time that the oldest uncommitted row has waited")
            .tags(tags(sink))
            .register(this.registry);
        TimeGauge.builder("sensor.unflushed.limit", longestWait::toMillis, TimeUnit.MILLISECONDS)
            .description("Longest time that a row waits for its commit in normal operation")
            .tags(tags(sink))
            .register(this.registry);
    }

    /** Registers the lag of a partition; it has no value while another owns it. */
    public void register(PartitionKey partition) {
        Tags tags = Tags.of("group", partition.group(), "topic", partition.topic(), "partition",
                Integer.toString(partition.partition()));
        if (this.registry.find(LAG).tags(tags).gauge() == null) {
            Gauge.builder(LAG, () -> lag(partition))
                .description("Uncommitted offsets")
                .tags(tags)
                .register(this.registry);
        }
    }

    private double lag(PartitionKey partition) {
        Long lag = this.statuses.get(partition).map(PartitionSnapshot::lag).orElse(null);
        return (lag != null) ? lag : Double.NaN;
    }

    public void written(Sink sink, FileTotals added) {
        counter("sensor.rows.written", "Committed rows", tags(sink)).increment((double) added.rows());
        counter("sensor.bytes.written", "Committed bytes", tags(sink)).increment((double) added.bytes());
    }

    public void deadLetters(Sink sink, int count) {
        counter("sensor.dead.letters", "Records that were sent to the dead-letter topic", tags(sink)).increment(count);
    }

    public void deadLettersRefused(Sink sink, int count) {
        counter("sensor.dead.letters.refused", "Malformed records whose dead letter Kafka refused", tags(sink))
            .increment(count);
    }

    /** Counts files that retention removed. */
    public void removed(Sink sink, int files, FileTotals removed) {
        counter("sensor.retention.files", "Files that retention removed", tags(sink)).increment(files);
        counter("sensor.retention.rows", "Rows of files that retention removed", tags(sink))
            .increment((double) removed.rows());
        counter("sensor.retention.bytes", "Bytes of files that retention removed", tags(sink))
            .increment((double) removed.bytes());
    }

    public Timer commits(String group) {
        return timer("sensor.commit", "Commits and the time of each", Tags.of("group", group));
    }

    /** Returns an observer that counts what the writers of a sink do. */
    public WriterSettings.Observer observer(Sink sink) {
        Timer forces = timer("sensor.fsync", "Files that were forced to the disk and the time of each", tags(sink));
        Timer sends = timer("sensor.store.send", "Files that were sent to the object store and the time of each",
                tags(sink));
        return new WriterSettings.Observer() {

            @Override
            public void rolled(RollPolicy.Reason reason) {
                counter("sensor.files.rolled", "Files that were sealed while they were written to",
                        tags(sink).and("reason", reason.name().toLowerCase(Locale.ROOT)))
                    .increment();
            }

            @Override
            public void forced(Duration took) {
                forces.record(took);
            }

            @Override
            public void sent(Duration took) {
                sends.record(took);
            }

        };
    }

    private Counter counter(String name, String description, Tags tags) {
        return Counter.builder(name).description(description).tags(tags).register(this.registry);
    }

    private Timer timer(String name, String description, Tags tags) {
        return Timer.builder(name).description(description).tags(tags).register(this.registry);
    }

    private static Tags tags(Sink sink) {
        return Tags.of("group", sink.group(), "topic", sink.topic());
    }

}

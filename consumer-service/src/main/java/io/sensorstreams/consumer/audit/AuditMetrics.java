package io.sensorstreams.consumer.audit;

import java.util.List;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sensorstreams.consumer.compare.PartitionReport;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;

import org.springframework.stereotype.Component;

/** Gauges with the results of the last completed audit of each sink; NaN before it. */
@Component
class AuditMetrics implements MeterBinder {

    private final Audits audits;

    private final Sinks sinks;

    AuditMetrics(Audits audits, Sinks sinks) {
        this.audits = audits;
        this.sinks = sinks;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        register(registry, "missing", "Rows in Kafka, but not in the files", PartitionReport::missing);
        register(registry, "duplicated", "Rows that are more often in the files than in Kafka",
                PartitionReport::duplicated);
        register(registry, "unreachable", "Rows in files on the disks of other instances",
                PartitionReport::unreachable);
        register(registry, "lost", "Lost rows according to the ledger: an upper bound, based on offsets",
                PartitionReport::lost);
        register(registry, "foreign", "Lines in the files that were never in Kafka", PartitionReport::foreign);
    }

    private void register(MeterRegistry registry, String what, String description,
            ToLongFunction<PartitionReport> count) {
        for (Sink sink : this.sinks.all()) {
            Gauge.builder("sensor.audit." + what, () -> sum(sink, count))
                .description(description)
                .tags("group", sink.group(), "topic", sink.topic())
                .register(registry);
        }
    }

    private double sum(Sink sink, ToLongFunction<PartitionReport> count) {
        List<PartitionReport> reports = this.audits.lastReports(sink);
        return reports.isEmpty() ? Double.NaN : (double) reports.stream().mapToLong(count).sum();
    }

}

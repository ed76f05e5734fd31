package io.sensorstreams.consumer.audit;

import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

/** What the last audit found; NaN before the first one. */
@Component
class AuditMetrics implements MeterBinder {

    private final Audits audits;

    AuditMetrics(Audits audits) {
        this.audits = audits;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        register(registry, "missing", "Rows in Kafka, but not in the files", PartitionReport::missing);
        register(registry, "duplicated", "Rows more often in the files than in Kafka", PartitionReport::duplicated);
        register(registry, "foreign", "Lines in the files that Kafka never had", PartitionReport::foreign);
    }

    private void register(MeterRegistry registry, String what, String description,
            ToLongFunction<PartitionReport> count) {
        Gauge.builder("sensor.audit." + what, () -> sum(count)).description(description).register(registry);
    }

    private double sum(ToLongFunction<PartitionReport> count) {
        return this.audits.lastCompleted()
            .map((audit) -> (double) audit.topics().stream().mapToLong(count).sum())
            .orElse(Double.NaN);
    }

}

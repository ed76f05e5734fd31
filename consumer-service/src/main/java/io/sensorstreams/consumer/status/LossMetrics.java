package io.sensorstreams.consumer.status;

import java.util.List;
import java.util.function.Predicate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.ledger.LedgerGap.Kind;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;

/**
 * Gauges of rows that are in no file, based on the ledger: every replica has the same
 * values, also after a restart. Only the gauge of rows with missing files is specific to
 * this replica.
 */
final class LossMetrics implements MeterBinder {

    private static final String UPPER_BOUND = "; offsets are counted, so transaction markers and aborted records"
            + " count as rows";

    private final Ledger ledger;

    private final Sinks sinks;

    private final PartitionStatuses statuses;

    LossMetrics(Ledger ledger, Sinks sinks, PartitionStatuses statuses) {
        this.ledger = ledger;
        this.sinks = sinks;
        this.statuses = statuses;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Sink sink : this.sinks.all()) {
            register(registry, sink, "sensor.rows.lost",
                    "Upper bound of rows that were lost before or after they were written" + UPPER_BOUND,
                    LossMetrics::isLoss);
            register(registry, sink, "sensor.rows.lost.unacknowledged",
                    "Part of the lost rows that no operator has acknowledged by a replay or a skip" + UPPER_BOUND,
                    (gap) -> isLoss(gap) && !gap.acknowledged());
            register(registry, sink, "sensor.rows.skipped",
                    "Upper bound of rows that operators have skipped" + UPPER_BOUND,
                    (gap) -> gap.kind() == Kind.SKIPPED);
            Gauge.builder("sensor.rows.missing", () -> this.statuses.missingRows(sink.group(), sink.topic()))
                .description("Committed rows whose files this instance wrote but no longer finds on its disk")
                .tags("group", sink.group(), "topic", sink.topic())
                .register(registry);
        }
    }

    private static boolean isLoss(LedgerGap gap) {
        return gap.kind() == Kind.DELETED || gap.kind() == Kind.FILES_LOST;
    }

    private void register(MeterRegistry registry, Sink sink, String name, String description,
            Predicate<LedgerGap> counted) {
        Gauge.builder(name, () -> rows(sink, counted))
            .description(description)
            .tags("group", sink.group(), "topic", sink.topic())
            .register(registry);
    }

    private double rows(Sink sink, Predicate<LedgerGap> counted) {
        List<LedgerGap> gaps = this.ledger.gaps();
        return (double) gaps.stream()
            .filter((gap) -> gap.group().equals(sink.group()) && gap.topic().equals(sink.topic()))
            .filter(counted)
            .mapToLong(LedgerGap::rows)
            .sum();
    }

}

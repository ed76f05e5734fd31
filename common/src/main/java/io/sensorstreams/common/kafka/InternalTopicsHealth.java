package io.sensorstreams.common.kafka;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports problems of the internal topics, as health and as metrics: invalid records,
 * which are ignored, and topics that were deleted or are not compacted. Not part of
 * liveness and readiness, because everything else works. Declare it as a bean named
 * {@code internalTopics}.
 */
public final class InternalTopicsHealth implements HealthIndicator, MeterBinder {

    private static final int MOST_SHOWN = 20;

    private final TopicWatch watch;

    private final List<TopicTable<?>> topics;

    public InternalTopicsHealth(TopicWatch watch, TopicTable<?>... topics) {
        this.watch = watch;
        this.topics = List.of(topics);
    }

    @Override
    public Health health() {
        List<RefusedRecord> refused = this.topics.stream().flatMap((topic) -> topic.refused().stream()).toList();
        Map<String, String> problems = new TreeMap<>(this.watch.problems());
        this.topics.forEach((topic) -> topic.refusal()
            .ifPresent((reason) -> problems.merge(topic.topic(), "cannot be read: " + reason,
                    (one, other) -> one + "; " + other)));
        Health.Builder health = (refused.isEmpty() && problems.isEmpty()) ? Health.up() : Health.down();
        problems.forEach(health::withDetail);
        refused.stream().limit(MOST_SHOWN).forEach((record) -> health.withDetail(record.place(), record.text()));
        if (refused.size() > MOST_SHOWN) {
            health.withDetail("further", refused.size() - MOST_SHOWN);
        }
        return health.build();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String topic : this.watch.topics()) {
            Gauge.builder("sensor.topic.damaged", () -> this.watch.problems().containsKey(topic) ? 1 : 0)
                .description("Whether an internal topic was deleted or is not compacted")
                .tag("topic", topic)
                .register(registry);
        }
        for (TopicTable<?> topic : this.topics) {
            FunctionCounter.builder("sensor.records.refused", topic, TopicTable::refusedCount)
                .description("Invalid records that were read from an internal topic and ignored")
                .tag("topic", topic.topic())
                .register(registry);
            Gauge.builder("sensor.records.invalid", () -> topic.refused().size())
                .description("Keys of an internal topic whose newest record is invalid")
                .tag("topic", topic.topic())
                .register(registry);
        }
    }

}

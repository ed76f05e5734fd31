package io.sensorstreams.common.health;

import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sensorstreams.common.topic.RefusedRecord;
import io.sensorstreams.common.topic.TopicWatch;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports what is wrong with the services' own topics: records that are left out because
 * they do not validate, and topics that were deleted or are not compacted. Counts them as
 * metrics. Not part of liveness and readiness: everything else works. Declare it as a
 * bean named {@code internalTopics}.
 */
public final class InternalTopicsHealth implements HealthIndicator, MeterBinder {

    /** A page of health is read by people. */
    private static final int MOST_SHOWN = 20;

    private final TopicWatch watch;

    private final List<RefusedRecord.Source> topics;

    /** Creates the indicator of the topics that are watched, and of what was read. */
    public InternalTopicsHealth(TopicWatch watch, RefusedRecord.Source... topics) {
        this.watch = watch;
        this.topics = List.of(topics);
    }

    @Override
    public Health health() {
        List<RefusedRecord> refused = this.topics.stream().flatMap((topic) -> topic.refused().stream()).toList();
        Map<String, String> problems = this.watch.problems();
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
                .description("Whether a topic of the services was deleted or is not compacted")
                .tag("topic", topic)
                .register(registry);
        }
        for (RefusedRecord.Source topic : this.topics) {
            FunctionCounter.builder("sensor.records.refused", topic, RefusedRecord.Source::refusedCount)
                .description("Invalid records that were found in a topic of the services and left out")
                .tag("topic", topic.topic())
                .register(registry);
            Gauge.builder("sensor.records.invalid", () -> topic.refused().size())
                .description("Keys in a topic of the services whose newest record is invalid")
                .tag("topic", topic.topic())
                .register(registry);
        }
    }

}

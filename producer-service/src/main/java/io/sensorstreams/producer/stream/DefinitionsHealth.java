package io.sensorstreams.producer.stream;

import io.sensorstreams.common.topic.Topics;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the streams are known, which takes a moment after the broker's first answer.
 * Part of readiness: before that every command is refused.
 */
final class DefinitionsHealth implements HealthIndicator {

    private final StreamTopic definitions;

    DefinitionsHealth(StreamTopic definitions) {
        this.definitions = definitions;
    }

    @Override
    public Health health() {
        return this.definitions.isLoaded() ? Health.up().build()
                : Health.down().withDetail("error", "Topic " + Topics.STREAMS + " has not been read yet").build();
    }

}

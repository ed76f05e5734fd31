package io.sensorstreams.producer.stream;

import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.producer.definition.StreamTopic;
import io.sensorstreams.producer.replica.StreamMembership;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports whether the definitions of streams are read and this replica is able to run
 * streams. Part of readiness: until the definitions are read, which takes a moment after
 * the broker's first answer, every command is refused.
 */
final class DefinitionsHealth implements HealthIndicator {

    private final StreamTopic definitions;

    private final StreamMembership membership;

    DefinitionsHealth(StreamTopic definitions, StreamMembership membership) {
        this.definitions = definitions;
        this.membership = membership;
    }

    @Override
    public Health health() {
        if (!this.definitions.isLoaded()) {
            return down(this.definitions.missing());
        }
        String failure = this.membership.failure();
        if (failure != null) {
            return down("Runs no streams: cannot join the group " + Topics.STREAMS + ", retrying: " + failure);
        }
        return Health.up().build();
    }

    private static Health down(String error) {
        return Health.down().withDetail("error", error).build();
    }

}

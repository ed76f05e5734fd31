package io.sensorstreams.producer.stream;

import java.util.Map;
import java.util.TreeMap;

import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.replica.StreamMembership;
import io.sensorstreams.producer.replica.StreamRunners;
import io.sensorstreams.producer.run.SensorStream;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports failed streams. Not part of readiness: the other streams continue.
 */
final class StreamHealth implements HealthIndicator {

    private final StreamRunners runners;

    private final StreamMembership membership;

    StreamHealth(StreamRunners runners, StreamMembership membership) {
        this.runners = runners;
        this.membership = membership;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        Map<String, String> failed = new TreeMap<>();
        for (SensorStream stream : this.runners.all()) {
            if (stream.state() == StreamState.FAILED) {
                failed.put(stream.name(), String.valueOf(stream.lastError()));
            }
        }
        if (!failed.isEmpty()) {
            health.down().withDetail("failed", failed);
        }
        Map<Integer, String> refused = this.runners.refusals();
        if (!refused.isEmpty()) {
            health.down().withDetail("refused", refused);
        }
        if (this.membership.isLost()) {
            health.down()
                .withDetail("membership",
                        "runs no streams: removed from the group, for example because another replica "
                                + "has the same sensor.instance; restart with a unique name");
        }
        return health.build();
    }

}

package io.sensorstreams.producer.stream;

import java.util.Map;
import java.util.TreeMap;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Names the streams that failed. Not part of readiness: the others go on.
 */
final class StreamHealth implements HealthIndicator {

    private final StreamRunners runners;

    StreamHealth(StreamRunners runners) {
        this.runners = runners;
    }

    @Override
    public Health health() {
        Map<String, String> failed = new TreeMap<>();
        for (SensorStream stream : this.runners.all()) {
            if (stream.state() == StreamState.FAILED) {
                failed.put(stream.name(), String.valueOf(stream.lastError()));
            }
        }
        return failed.isEmpty() ? Health.up().build() : Health.down().withDetail("failed", failed).build();
    }

}

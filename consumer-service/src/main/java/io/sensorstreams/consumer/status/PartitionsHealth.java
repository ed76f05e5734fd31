package io.sensorstreams.consumer.status;

import java.util.Map;
import java.util.TreeMap;

import io.sensorstreams.consumer.sink.PartitionKey;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports partitions that are not read, with the reason. Not part of liveness and
 * readiness: a failed partition must not stop the others.
 */
final class PartitionsHealth implements HealthIndicator {

    private final PartitionStatuses statuses;

    PartitionsHealth(PartitionStatuses statuses) {
        this.statuses = statuses;
    }

    @Override
    public Health health() {
        Map<String, String> paused = new TreeMap<>();
        boolean failed = false;
        for (Map.Entry<PartitionKey, PartitionSnapshot> entry : this.statuses.all().entrySet()) {
            PartitionSnapshot snapshot = entry.getValue();
            if (snapshot.state() == PartitionState.PAUSED || snapshot.state() == PartitionState.UNKNOWN) {
                String reason = snapshot.reason();
                failed |= reason != null;
                paused.put(entry.getKey().toString(), (reason != null) ? reason : "paused by request");
            }
        }
        return (failed ? Health.down() : Health.up()).withDetails(paused).build();
    }

}

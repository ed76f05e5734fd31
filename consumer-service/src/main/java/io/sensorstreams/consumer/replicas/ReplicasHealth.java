package io.sensorstreams.consumer.replicas;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Shows which replicas are known, and why others are not. Always UP: a replica that knows
 * no other one answers for itself.
 */
final class ReplicasHealth implements HealthIndicator {

    private static final int MOST_SHOWN = 20;

    private final Replicas replicas;

    ReplicasHealth(Replicas replicas) {
        this.replicas = replicas;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        this.replicas.url().ifPresent((url) -> health.withDetail("url", url));
        this.replicas.problem().ifPresent((problem) -> health.withDetail("alone", problem));
        health.withDetail("others", this.replicas.others().stream().limit(MOST_SHOWN).map(Replica::instance).toList());
        this.replicas.refused()
            .stream()
            .limit(MOST_SHOWN)
            .forEach((record) -> health.withDetail(record.place(), record.text()));
        return health.build();
    }

}

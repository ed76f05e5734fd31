package io.sensorstreams.consumer.status;

import java.util.Map;
import java.util.TreeMap;

import io.sensorstreams.consumer.group.ListenerGroup;
import io.sensorstreams.consumer.group.ListenerState;
import io.sensorstreams.consumer.group.ListenerView;
import io.sensorstreams.consumer.group.Listeners;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports groups that are requested to run but cannot, with the reason. Part of
 * readiness: a replica without a member in its group cannot take over partitions.
 */
final class ListenersHealth implements HealthIndicator {

    private final Listeners listeners;

    ListenersHealth(Listeners listeners) {
        this.listeners = listeners;
    }

    @Override
    public Health health() {
        Map<String, String> waiting = new TreeMap<>();
        for (ListenerGroup group : this.listeners.all()) {
            ListenerView view = group.view();
            if (view.state() == ListenerState.WAITING) {
                waiting.put(view.group(), String.valueOf(view.reason()));
            }
        }
        return (waiting.isEmpty() ? Health.up() : Health.down()).withDetails(waiting).build();
    }

}

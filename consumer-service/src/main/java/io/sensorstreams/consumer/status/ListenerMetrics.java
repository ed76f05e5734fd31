package io.sensorstreams.consumer.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sensorstreams.consumer.group.ListenerGroup;
import io.sensorstreams.consumer.group.Listeners;

/** Gauges of each group: whether it is requested to run, and on how many threads. */
final class ListenerMetrics implements MeterBinder {

    private final Listeners listeners;

    ListenerMetrics(Listeners listeners) {
        this.listeners = listeners;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (ListenerGroup group : this.listeners.all()) {
            Gauge.builder("sensor.group.wanted", () -> group.isWanted() ? 1 : 0)
                .description("Whether the group is to run on this instance: 1 or 0")
                .tag("group", group.name())
                .register(registry);
            Gauge.builder("sensor.group.threads", group::threads)
                .description("Threads of the group that read on this instance")
                .tag("group", group.name())
                .register(registry);
        }
    }

}

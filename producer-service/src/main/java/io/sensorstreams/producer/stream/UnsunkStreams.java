package io.sensorstreams.producer.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.replica.StreamRunners;
import io.sensorstreams.producer.sinks.KnownSinks;

final class UnsunkStreams {

    private final StreamRunners runners;

    private final KnownSinks sinks;

    UnsunkStreams(StreamRunners runners, KnownSinks sinks, MeterRegistry registry) {
        this.runners = runners;
        this.sinks = sinks;
        Gauge.builder("sensor.streams.unsunk", this, UnsunkStreams::count)
            .description("Streams of this replica to a topic that no sink is known for, stopped ones left out")
            .register(registry);
    }

    private long count() {
        return this.runners.all()
            .stream()
            .filter((stream) -> stream.state() != StreamState.STOPPED)
            .filter((stream) -> this.sinks.isUnsunk(stream.definition().spec().topic()).orElse(false))
            .count();
    }

}

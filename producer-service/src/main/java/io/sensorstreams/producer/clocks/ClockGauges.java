package io.sensorstreams.producer.clocks;

import java.time.InstantSource;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.sensorstreams.producer.clock.ClockDefinition;
import io.sensorstreams.producer.clock.ClockState;
import io.sensorstreams.producer.clock.ClockTime;
import io.sensorstreams.producer.clock.ClockTopic;
import io.sensorstreams.producer.replica.StreamRunners;
import io.sensorstreams.producer.run.SensorStream;

import org.springframework.scheduling.annotation.Scheduled;

final class ClockGauges {

    /** Most clocks that have their own gauges, to limit the number of time series. */
    private static final int MOST = 200;

    private static final double MILLIS = 1000.0;

    private final ClockTopic topic;

    private final StreamRunners runners;

    private final InstantSource wallClock = InstantSource.system();

    private final MultiGauge running;

    private final MultiGauge time;

    private final MultiGauge lag;

    ClockGauges(ClockTopic topic, StreamRunners runners, MeterRegistry registry) {
        this.topic = topic;
        this.runners = runners;
        this.running = MultiGauge.builder("sensor.clock.running")
            .description("Whether the clock runs: 1 or 0")
            .register(registry);
        this.time = MultiGauge.builder("sensor.clock.time.seconds")
            .description("Event time that the clock shows, in seconds since 1970")
            .baseUnit("seconds")
            .register(registry);
        this.lag = MultiGauge.builder("sensor.clock.lag.seconds")
            .description("How late the latest of the clock's streams of this replica is")
            .baseUnit("seconds")
            .register(registry);
    }

    /** Adds the gauges of new clocks and removes those of deleted ones. */
    @Scheduled(fixedDelayString = "5s")
    void refresh() {
        List<String> shown = this.topic.all().stream().map((clock) -> clock.definition().name()).limit(MOST).toList();
        this.running.register(rows(shown, this::running), true);
        this.time.register(rows(shown, this::time), true);
        this.lag.register(rows(shown, this::lag), true);
    }

    private static List<Row<?>> rows(List<String> clocks, ToDoubleFunction<String> value) {
        return clocks.stream().<Row<?>>map((clock) -> Row.of(Tags.of("clock", clock), clock, value)).toList();
    }

    private double running(String name) {
        return this.topic.find(name)
            .map(ClockTime::definition)
            .filter((clock) -> clock.stateAt(this.wallClock.instant()) == ClockState.RUNNING)
            .isPresent() ? 1 : 0;
    }

    private double time(String name) {
        return this.topic.find(name).map(ClockTime::definition).map((clock) -> time(clock)).orElse(Double.NaN);
    }

    private double time(ClockDefinition clock) {
        return clock.eventAt(this.wallClock.instant()) / MILLIS;
    }

    private double lag(String name) {
        return this.runners.all()
            .stream()
            .filter((stream) -> stream.definition().spec().pace().clockName().filter(name::equals).isPresent())
            .mapToLong(SensorStream::lagMillis)
            .max()
            .orElse(0) / MILLIS;
    }

}

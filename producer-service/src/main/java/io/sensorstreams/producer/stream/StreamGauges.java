package io.sensorstreams.producer.stream;

import java.util.List;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.replica.StreamRunners;
import io.sensorstreams.producer.row.FilesReport;
import io.sensorstreams.producer.run.SensorStream;

import org.springframework.scheduling.annotation.Scheduled;

final class StreamGauges {

    /** Most streams that have their own gauges, to limit the number of time series. */
    private static final int MOST = 200;

    private final StreamRunners runners;

    private final MultiGauge rate;

    private final MultiGauge targetRate;

    private final MultiGauge lag;

    /** Name of the metric in earlier releases. */
    private final MultiGauge lagMillis;

    private final MultiGauge passedOver;

    StreamGauges(StreamRunners runners, MeterRegistry registry) {
        this.runners = runners;
        this.rate = MultiGauge.builder("sensor.stream.rate")
            .description("Rows acknowledged per second")
            .register(registry);
        this.targetRate = MultiGauge.builder("sensor.stream.target.rate")
            .description("Rows per second that the pace aims at")
            .register(registry);
        this.lag = MultiGauge.builder("sensor.stream.schedule.lag.seconds")
            .description("How late rows are sent")
            .baseUnit("seconds")
            .register(registry);
        this.lagMillis = MultiGauge.builder("sensor.stream.schedule.lag")
            .description("Deprecated, will be removed in the next release: use sensor_stream_schedule_lag_seconds")
            .baseUnit("milliseconds")
            .register(registry);
        this.passedOver = MultiGauge.builder("sensor.stream.files.passed.over")
            .description("Files of a directory that are not sent, because they arrived too late or were changed after "
                    + "they were read")
            .register(registry);
        for (StreamState state : StreamState.values()) {
            Gauge.builder("sensor.streams", () -> count(state))
                .description("Streams of this replica")
                .tag("state", state.name())
                .register(registry);
        }
    }

    private long count(StreamState state) {
        return this.runners.all().stream().filter((stream) -> stream.state() == state).count();
    }

    /** Adds the gauges of new streams and removes those of deleted ones. */
    @Scheduled(fixedDelayString = "5s")
    void refresh() {
        List<SensorStream> shown = this.runners.all().stream().limit(MOST).toList();
        this.rate.register(rows(shown, SensorStream::ratePerSecond), true);
        this.targetRate.register(rows(shown, StreamGauges::target), true);
        this.lag.register(rows(shown, (stream) -> stream.lagMillis() / 1000.0), true);
        this.lagMillis.register(rows(shown, SensorStream::lagMillis), true);
        this.passedOver.register(
                rows(shown.stream().filter((stream) -> stream.files() != null).toList(), StreamGauges::passedOver),
                true);
    }

    private static List<Row<?>> rows(List<SensorStream> streams, ToDoubleFunction<SensorStream> value) {
        return streams.stream().<Row<?>>map((stream) -> Row.of(tags(stream), stream, value)).toList();
    }

    private static double passedOver(SensorStream stream) {
        FilesReport files = stream.files();
        return (files != null) ? files.passedOverCount() : 0;
    }

    private static Tags tags(SensorStream stream) {
        return Tags.of("stream", stream.name(), "topic", stream.definition().spec().topic());
    }

    private static double target(SensorStream stream) {
        return stream.definition().spec().pace().targetPerSecond().orElse(Double.NaN);
    }

}

package io.sensorstreams.consumer.listen;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.format.Compression;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.parquet.output.TestParquet;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import io.sensorstreams.consumer.sink.Writing;
import io.sensorstreams.consumer.status.Membership;
import io.sensorstreams.consumer.status.Memberships;
import io.sensorstreams.consumer.status.PartitionStatuses;
import io.sensorstreams.consumer.status.SinkMetrics;
import io.sensorstreams.consumer.store.ObjectStores;
import io.sensorstreams.consumer.store.SimulatedStores;
import io.sensorstreams.consumer.watch.PartitionTaps;
import org.apache.kafka.clients.consumer.MockConsumer;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Objects that simulated replicas share but that are not simulated. */
public final class SimulatedContext {

    /** Created once, because they take longer than a run. */
    private static final Map<String, SensorProperties> PROPERTIES = new HashMap<>();

    private static final SinkMetrics METRICS = new SinkMetrics(new SimpleMeterRegistry(),
            new PartitionStatuses(new SimulatedClock()));

    /** Never in doubt; created once for the same reason. */
    static final Membership MEMBERSHIP = new Memberships(Duration.ofDays(1000), new LoopWatch(Duration.ofDays(1000)))
        .of(new MockConsumer<>("earliest"));

    private SimulatedContext() {
    }

    /** Returns the context of an instance; nothing in it calls Kafka. */
    static SinkContext of(String instance, Sink sink, SimulatedClock clock) {
        return of(instance, sink, clock, Map.of(), SimulatedStores.none());
    }

    /** Returns the context of an instance with further settings. */
    static SinkContext of(String instance, Sink sink, SimulatedClock clock, Map<String, String> settings,
            ObjectStores stores) {
        boolean whole = sink.writing() instanceof Writing.WholeSegments;
        SensorProperties properties = PROPERTIES.computeIfAbsent(
                instance + "/" + sink.format().extension() + whole + settings,
                (key) -> properties(instance, sink.format(), whole, settings));
        return new SinkContext(properties, new Sinks(List.of(sink)), null, null, null, null,
                new PartitionStatuses(clock), METRICS, new PartitionTaps(), clock, TestParquet.OUTPUT, stores);
    }

    public static SensorProperties properties(String instance) {
        return properties(instance, FileFormat.CSV, false, Map.of());
    }

    /** In each format, a file with three rows of one column is full. */
    private static SensorProperties properties(String instance, FileFormat format, boolean whole,
            Map<String, String> settings) {
        String full = (format.compression() == Compression.GZ) ? "18B" : format.isParquet() ? "25B" : "8B";
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(Map.of("sensor.instance", instance, "sensor.output-dir", "/unused", "sensor.flush.interval", "100ms",
                "sensor.roll.bytes", full, "sensor.roll.age", whole ? "100ms" : "1h", "sensor.roll.open-files", "2"));
        return new Binder(new MapConfigurationPropertySource(all)).bind("sensor", SensorProperties.class).get();
    }

}

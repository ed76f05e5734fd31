package io.sensorstreams.bench.programs;

import java.util.Map;

/** Settings of Kafka's producer that its peers take over from the producer-service. */
public final class ServiceSettings {

    /** By name. The values are those of the application.yml of the producer-service. */
    public static final Map<String, String> PRODUCER = Map.of("batch.size", "65536", "linger.ms", "50",
            "compression.type", "lz4", "buffer.memory", "33554432");

    private ServiceSettings() {
    }

}

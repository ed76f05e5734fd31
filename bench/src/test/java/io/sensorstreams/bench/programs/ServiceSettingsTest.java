package io.sensorstreams.bench.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

import io.sensorstreams.harness.Java;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceSettingsTest {

    private static final Map<String, String> IN_THE_SERVICE = Map.of("batch.size", "batch-size: 64KB", "linger.ms",
            "linger.ms: 50", "compression.type", "compression-type: lz4", "buffer.memory", "buffer-memory: 32MB");

    @Test
    void areThoseOfTheProducerService() throws IOException {
        String settings = Files.readString(Java.TOP.resolve("producer-service/src/main/resources/application.yml"));

        assertThat(settings).contains(IN_THE_SERVICE.values());
        assertThat(ServiceSettings.PRODUCER).isEqualTo(Map.of("batch.size", String.valueOf(64 * 1024), "linger.ms",
                "50", "compression.type", "lz4", "buffer.memory", String.valueOf(32 * 1024 * 1024)));
    }

}

package io.sensorstreams.kafka;

import java.io.IOException;
import java.nio.file.Path;

import io.sensorstreams.harness.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DevelopmentKafkaIT {

    @TempDir
    Path directory;

    @Test
    void startsNoSecondBrokerOnThePortOfTheFirst() throws IOException {
        LocalKafkaSettings settings = LocalKafkaSettings.ofNodes(1)
            .withPort(Ports.free(1))
            .withDirectory(this.directory.resolve("kafka"));
        try (LocalKafka first = DevelopmentKafka.start(settings).orElseThrow()) {
            assertThat(first.bootstrapServers()).isEqualTo(settings.bootstrapServers());
            assertThat(DevelopmentKafka.start(settings)).isEmpty();
        }
    }

}

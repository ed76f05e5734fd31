package io.sensorstreams.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LocalKafkaApplicationTest {

    @Test
    void isOneBrokerOnKafkasUsualPortByDefault() {
        assertThat(LocalKafkaApplication.parse(List.of())).isEqualTo(new LocalKafkaSettings(1, 9092, Optional.empty()));
    }

    @Test
    void takesBrokersPortAndDirectory() {
        assertThat(LocalKafkaApplication.parse(List.of("--brokers", "3", "--port", "0", "--dir", "d")))
            .isEqualTo(new LocalKafkaSettings(3, 0, Optional.of(Path.of("d"))));
    }

    @Test
    void namesWhatItDoesNotUnderstand() {
        assertThatIllegalArgumentException().isThrownBy(() -> LocalKafkaApplication.parse(List.of("--nodes", "3")))
            .withMessage("Option --nodes is unknown");
        assertThatIllegalArgumentException().isThrownBy(() -> LocalKafkaApplication.parse(List.of("--port")))
            .withMessage("Option --port is unknown or has no value");
        assertThatIllegalArgumentException().isThrownBy(() -> LocalKafkaApplication.parse(List.of("--port", "x")))
            .withMessage("Option --port is 'x', expected a number");
        assertThatIllegalArgumentException().isThrownBy(() -> LocalKafkaApplication.parse(List.of("--brokers", "0")))
            .withMessage("Kafka with 0 nodes, expected 1 to 9");
    }

}

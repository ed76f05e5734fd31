package io.sensorstreams.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.kafka.LocalKafkaApplication.Command;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LocalKafkaApplicationTest {

    @Test
    void isOneBrokerOnKafkasUsualPortByDefault() {
        assertThat(Command.parse(List.of()).settings()).isEqualTo(new LocalKafkaSettings(1, 9092, Optional.empty()));
    }

    @Test
    void takesBrokersPortAndDirectory() {
        assertThat(Command.parse(List.of("--brokers", "3", "--port", "0", "--dir", "d")).settings())
            .isEqualTo(new LocalKafkaSettings(3, 0, Optional.of(Path.of("d"))));
    }

    @Test
    void namesWhatItDoesNotUnderstand() {
        assertThatIllegalArgumentException().isThrownBy(() -> Command.parse(List.of("--nodes", "3")))
            .withMessage("Option --nodes is unknown");
        assertThatIllegalArgumentException().isThrownBy(() -> Command.parse(List.of("--port")))
            .withMessage("Option --port is unknown or has no value");
        assertThatIllegalArgumentException().isThrownBy(() -> Command.parse(List.of("--port", "x")))
            .withMessage("Option --port is 'x', expected a number");
        assertThatIllegalArgumentException().isThrownBy(() -> Command.parse(List.of("--brokers", "0")))
            .withMessage("Kafka with 0 nodes, expected 1 to 9");
    }

    @Test
    void startsOneNodeOfAClusterInADirectory() {
        Command command = Command.parse(List.of("--node", "2", "--brokers", "3", "--port", "9000", "--dir", "d"));

        assertThat(command.node()).hasValue(2);
        assertThat(command.settings().bootstrapServers()).isEqualTo("127.0.0.1:9000,127.0.0.1:9001,127.0.0.1:9002");
    }

    @Test
    void refusesANodeThatTheClusterDoesNotHaveOrThatHasNoPlace() {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Command.parse(List.of("--node", "4", "--brokers", "3", "--dir", "d")))
            .withMessage("Node 4, expected 1 to 3");
        assertThatIllegalArgumentException().isThrownBy(() -> Command.parse(List.of("--node", "1")))
            .withMessageContaining("--dir");
    }

}

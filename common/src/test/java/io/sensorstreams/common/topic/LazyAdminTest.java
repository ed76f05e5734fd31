package io.sensorstreams.common.topic;

import java.util.List;
import java.util.Map;

import io.sensorstreams.common.setting.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.apache.kafka.common.KafkaException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LazyAdminTest {

    @ParameterizedTest
    @ValueSource(strings = { "localhost:9092", "kafka-0.kafka.svc:9092,kafka-1.kafka.svc:9092", "a:1, b:65535",
            "[::1]:9092", "PLAINTEXT://10.0.0.1:9092", "my_host:9092" })
    void takesAddressesOfBrokersThatMayComeLater(String addresses) {
        try (LazyAdmin admin = new LazyAdmin(Map.of("bootstrap.servers", addresses))) {
            assertThat(admin.bootstrapServers()).isEqualTo(addresses);
        }
        try (LazyAdmin admin = new LazyAdmin(Map.of("bootstrap.servers", List.of(addresses.split(", *"))))) {
            assertThat(admin.bootstrapServers()).isEqualTo(addresses.replace(" ", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "nonsense", "", "localhost:", ":9092", "localhost:0", "localhost:65536", "localhost:x",
            "a:1,", "a:1;b:2", "a b:1", "http://localhost:9092/" })
    void refusesAddressesThatCannotBeAny(String addresses) {
        assertThatExceptionOfType(InvalidSettingException.class)
            .isThrownBy(() -> new LazyAdmin(Map.of("bootstrap.servers", addresses)))
            .withMessage("spring.kafka.bootstrap-servers (KAFKA_BOOTSTRAP_SERVERS) is '%s', expected host:port "
                    + "such as localhost:9092, several separated by commas", addresses);
    }

    @Test
    void saysWhichBrokersHaveNoAddress() {
        try (LazyAdmin admin = new LazyAdmin(Map.of("bootstrap.servers", "nowhere.invalid:9092"))) {
            assertThatExceptionOfType(KafkaException.class).isThrownBy(admin::get)
                .withMessage("No client for the brokers nowhere.invalid:9092: "
                        + "No resolvable bootstrap urls given in bootstrap.servers");
        }
    }

}

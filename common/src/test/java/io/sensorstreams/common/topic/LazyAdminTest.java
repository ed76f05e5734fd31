package io.sensorstreams.common.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.setting.InvalidSettingException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LazyAdminTest {

    /** Nobody listens there; a client is made all the same. */
    private static final Map<String, Object> ADDRESS = Map.of("bootstrap.servers", "localhost:1");

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

    @Test
    void asksAnotherClientWhenOneIsSilent() throws Exception {
        List<Admin> asked = new ArrayList<>();
        try (LazyAdmin admin = new LazyAdmin(ADDRESS, Duration.ofMillis(1))) {
            String answer = admin.ask((client) -> {
                asked.add(client);
                return (asked.size() == 1) ? new KafkaFutureImpl<>() : KafkaFuture.completedFuture("the end");
            }, Duration.ofSeconds(30));
            assertThat(answer).isEqualTo("the end");
            assertThat(asked).hasSize(2).doesNotHaveDuplicates().last().isSameAs(admin.get());
        }
    }

    @Test
    void saysHowLongItHasAsked() {
        List<Admin> asked = new ArrayList<>();
        try (LazyAdmin admin = new LazyAdmin(ADDRESS, Duration.ofMillis(300))) {
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> admin.ask((client) -> {
                asked.add(client);
                return new KafkaFutureImpl<>();
            }, Duration.ofSeconds(1))).withMessage("Kafka did not answer within 1.0 s");
            assertThat(asked).hasSize(2).doesNotHaveDuplicates().doesNotContain(admin.get());
        }
    }

}

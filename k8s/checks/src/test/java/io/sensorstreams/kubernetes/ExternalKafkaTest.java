package io.sensorstreams.kubernetes;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledIf(value = "io.sensorstreams.kubernetes.Kustomize#installed",
        disabledReason = "no kubectl with kustomize 5 or newer")
class ExternalKafkaTest {

    @ParameterizedTest
    @ValueSource(strings = { "producer-service", "consumer-service" })
    void clientsOfTheProductionOverlaySpeakTlsAndGiveTheirName(String service) {
        ClientSettings settings = ClientSettings.of(service, Kustomize.overlay("production"));

        for (Map<String, Object> client : List.of(settings.kafka().buildAdminProperties(),
                settings.kafka().buildConsumerProperties(), settings.kafka().buildProducerProperties())) {
            assertThat(client).containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .hasEntrySatisfying("sasl.jaas.config",
                        (jaas) -> assertThat(String.valueOf(jaas)).contains("username=\"" + service + "\"",
                                "password=\"secret:kafka-client/" + service + "-password\""));
        }
        assertThat(settings.bundle().getTruststore().getCertificate()).isEqualTo("file:/run/secrets/kafka/ca.crt");
        assertThat(settings.bundle().isReloadOnUpdate()).isTrue();
    }

}

package io.sensorstreams.kubernetes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledIf(value = "io.sensorstreams.kubernetes.Kustomize#installed",
        disabledReason = "no kubectl with kustomize 5 or newer")
class ExternalKafkaTest {

    @ParameterizedTest
    @ValueSource(strings = { "producer-service", "consumer-service" })
    void clientsOfTheProductionOverlaySpeakTlsAndGiveTheirName(String service) {
        Manifests production = Kustomize.overlay("production");
        Workload workload = Workload.of(production)
            .stream()
            .filter((it) -> it.name().equals(service))
            .findFirst()
            .orElseThrow();

        KafkaProperties kafka = bind(new LinkedHashMap<>(PodEnvironment.of(workload, 0, production)));

        for (Map<String, Object> client : List.of(kafka.buildAdminProperties(), kafka.buildConsumerProperties(),
                kafka.buildProducerProperties())) {
            assertThat(client).containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("sasl.jaas.config", "secret:kafka-client/sasl.jaas.config")
                .containsEntry("ssl.truststore.type", "PEM");
            assertThat(String.valueOf(client.get("ssl.truststore.location"))).isEqualTo("/run/secrets/kafka/ca.crt");
        }
    }

    /** Binds the variables as Spring Boot binds the environment of a process. */
    private static KafkaProperties bind(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources()
            .addFirst(new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                    variables));
        return Binder.get(environment).bind("spring.kafka", KafkaProperties.class).get();
    }

}

package io.sensorstreams.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Settings of a service as a client of Kafka, bound from its environment as Spring Boot
 * does.
 *
 * @param bundle the SSL bundle that the clients use; an empty one if there is none
 */
record ClientSettings(KafkaProperties kafka, PemSslBundleProperties bundle) {

    static ClientSettings of(String service, Manifests manifests) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources()
            .addFirst(new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                    new LinkedHashMap<>(variables(service, manifests))));
        Binder binder = Binder.get(environment);
        KafkaProperties kafka = binder.bindOrCreate("spring.kafka", KafkaProperties.class);
        SslProperties ssl = binder.bindOrCreate("spring.ssl", SslProperties.class);
        String named = String.valueOf(kafka.getSsl().getBundle());
        return new ClientSettings(kafka, ssl.getBundle().getPem().getOrDefault(named, new PemSslBundleProperties()));
    }

    private static Map<String, String> variables(String service, Manifests manifests) {
        return PodEnvironment.of(Workload.named(service, manifests), 0, manifests);
    }

    /** Returns the variables of Spring for Kafka and TLS. */
    static Map<String, String> springs(String service, Manifests manifests) {
        Map<String, String> springs = new TreeMap<>(variables(service, manifests));
        springs.keySet().removeIf((name) -> !name.startsWith("SPRING_KAFKA_") && !name.startsWith("SPRING_SSL_"));
        return springs;
    }

}

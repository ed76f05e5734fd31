package io.sensorstreams.common.access;

import java.util.Map;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/** Configures how clients of Kafka follow certificates and react to refusals. */
@AutoConfiguration
class AccessAutoConfiguration {

    @Bean
    KafkaBundles kafkaBundles(SslBundles bundles) {
        return new KafkaBundles(bundles);
    }

    @Bean
    PollRefusals pollRefusals() {
        return new PollRefusals();
    }

    @Bean
    DefaultKafkaProducerFactoryCustomizer reloadedProducerBundle(KafkaBundles bundles) {
        return (factory) -> factory.updateConfigs(bundles.reloaded(bundle(factory.getConfigurationProperties())));
    }

    /** First, so that other wrappers do not see the refusals. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    DefaultKafkaConsumerFactoryCustomizer patientPolls(KafkaBundles bundles, PollRefusals refusals) {
        return (factory) -> {
            factory.updateConfigs(bundles.reloaded(bundle(factory.getConfigurationProperties())));
            addPatience(factory, refusals);
        };
    }

    private static <K, V> void addPatience(DefaultKafkaConsumerFactory<K, V> factory, PollRefusals refusals) {
        factory.addPostProcessor((consumer) -> PatientPolls.of(consumer, refusals));
    }

    /** The bundle alone, if there is one. */
    private static Map<String, Object> bundle(Map<String, Object> settings) {
        Object bundle = settings.get(KafkaBundles.SETTING);
        return (bundle != null) ? Map.of(KafkaBundles.SETTING, bundle) : Map.of();
    }

}

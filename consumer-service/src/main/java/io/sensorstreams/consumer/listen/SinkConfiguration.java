package io.sensorstreams.consumer.listen;

import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.consumer.sink.OutputFormat;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** The sinks and the ledger of what they have committed. */
@Configuration(proxyBeanMethods = false)
class SinkConfiguration {

    @Bean
    Sinks sinks(SensorProperties properties) {
        Path output = properties.outputDir();
        Stream<Sink> own = properties.topics()
            .stream()
            .map((topic) -> sink(topic, topic, output.resolve(topic), properties.format()));
        Stream<Sink> extra = properties.sinks().stream().flatMap((spec) -> {
            Path directory = (spec.directory() != null) ? spec.directory() : output.resolve(spec.group());
            return spec.topics().stream().map((topic) -> sink(spec.group(), topic, directory, spec.format()));
        });
        return new Sinks(Stream.concat(own, extra).toList());
    }

    private static Sink sink(String group, String topic, Path directory, OutputFormat format) {
        return new Sink(group, topic, directory, format::create);
    }

    /**
     * Lazy here and where it is injected: the client refuses to be created while the
     * broker's name cannot be resolved, and the service must start without a broker.
     */
    @Bean
    @Lazy
    Admin admin(KafkaAdmin admin) {
        return Admin.create(admin.getConfigurationProperties());
    }

    /** Started when the broker is there and the ledger's topic exists. */
    @Bean
    Ledger ledger(@Lazy Admin admin, ConsumerFactory<?, ?> consumers) {
        return new Ledger(admin, () -> ledgerConsumer(consumers));
    }

    @SuppressWarnings("unchecked") // the overrides decide the types
    private static Consumer<String, byte[]> ledgerConsumer(ConsumerFactory<?, ?> consumers) {
        Properties overrides = new Properties();
        overrides.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        return (Consumer<String, byte[]>) consumers.createConsumer(null, "sensor-ledger-table", null, overrides);
    }

}

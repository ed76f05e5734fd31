package io.sensorstreams.producer.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.sensorstreams.common.health.BrokerHealth;
import io.sensorstreams.common.health.InternalTopicsHealth;
import io.sensorstreams.common.topic.LazyAdmin;
import io.sensorstreams.common.topic.TopicWatch;
import io.sensorstreams.common.topic.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.command.StreamRegistry;
import io.sensorstreams.producer.definition.StreamTopic;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.publish.Positions;
import io.sensorstreams.producer.publish.ProducerClients;
import io.sensorstreams.producer.publish.StreamPartitions;
import io.sensorstreams.producer.publish.TopicProperties;
import io.sensorstreams.producer.publish.TransactionMetrics;
import io.sensorstreams.producer.replica.StreamMembership;
import io.sensorstreams.producer.replica.StreamRunners;
import io.sensorstreams.producer.replica.StreamSnapshots;
import io.sensorstreams.producer.run.StreamProperties;
import io.sensorstreams.producer.sinks.KnownSinks;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.MicrometerProducerListener;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@Import({ KnownSinks.class, ProgressLog.class, StreamGauges.class, TransactionMetrics.class, UnsunkStreams.class })
class StreamConfiguration {

    @Bean
    LazyAdmin admin(KafkaAdmin admin) {
        return new LazyAdmin(admin.getConfigurationProperties());
    }

    @Bean
    BrokerHealth broker(LazyAdmin admin, LoopWatch watch) {
        return new BrokerHealth(admin, watch);
    }

    @Bean
    ProducerClients producerClients(ProducerFactory<?, ?> configured, MeterRegistry registry) {
        return new ProducerClients(configured.getConfigurationProperties(), KafkaProducer::new,
                new MicrometerProducerListener<>(registry));
    }

    @Bean
    Positions positions(LazyAdmin admin, ConsumerFactory<?, ?> configured, LoopWatch watch) {
        return new Positions(admin, tableConsumers(configured, Topics.POSITIONS), watch);
    }

    @Bean
    StreamTopic streamTopic(LazyAdmin admin, ConsumerFactory<?, ?> configured, ProducerClients producers,
            StreamProperties properties, LoopWatch watch) {
        return new StreamTopic(admin, tableConsumers(configured, Topics.STREAMS), producers,
                properties.commandTimeout(), watch);
    }

    private static Supplier<Consumer<String, byte[]>> tableConsumers(ConsumerFactory<?, ?> configured, String topic) {
        Map<String, Object> settings = new HashMap<>(configured.getConfigurationProperties());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, topic + "-table");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A topic that a broker creates is not compacted.
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new DefaultKafkaConsumerFactory<String, byte[]>(settings)::createConsumer;
    }

    @Bean
    StreamViews streamViews(StreamSnapshots snapshots, DataDirectory directory, BrokerHealth broker, KnownSinks sinks) {
        return new StreamViews(snapshots, directory, broker, sinks);
    }

    @Bean
    StreamRegistry streamRegistry(StreamTopic definitions, Positions positions, StreamSnapshots snapshots,
            DataDirectory directory, StreamProperties properties) {
        return new StreamRegistry(definitions, positions, snapshots, directory, properties);
    }

    @Bean
    TopicWatch topicWatch(LazyAdmin admin, TopicProperties topics, StreamTopic definitions, Positions positions,
            LoopWatch watch) {
        return new TopicWatch(admin, StreamPartitions.topics(topics.replication()), (topic) -> {
            if (topic.equals(Topics.STREAMS)) {
                definitions.readRecreated();
            }
            else {
                positions.readRecreated();
            }
        }, watch);
    }

    @Bean
    InternalTopicsHealth internalTopics(TopicWatch watch, StreamTopic definitions, Positions positions) {
        return new InternalTopicsHealth(watch, definitions, positions);
    }

    @Bean
    DefinitionsHealth definitions(StreamTopic definitions, StreamMembership membership) {
        return new DefinitionsHealth(definitions, membership);
    }

    @Bean
    StreamHealth streams(StreamRunners runners, StreamMembership membership) {
        return new StreamHealth(runners, membership);
    }

}

package io.sensorstreams.producer.stream;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sensorstreams.common.InstanceName;
import io.sensorstreams.common.health.BrokerHealth;
import io.sensorstreams.common.health.InternalTopicsHealth;
import io.sensorstreams.common.topic.LazyAdmin;
import io.sensorstreams.common.topic.TopicWatch;
import io.sensorstreams.common.topic.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.publish.Positions;
import io.sensorstreams.producer.publish.ProducerClients;
import io.sensorstreams.producer.publish.RowTopics;
import io.sensorstreams.producer.publish.StreamPartitions;
import io.sensorstreams.producer.publish.TopicProperties;
import io.sensorstreams.producer.publish.TransactionMetrics;
import io.sensorstreams.producer.sinks.KnownSinks;
import io.sensorstreams.producer.source.DataDirectory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.MicrometerProducerListener;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Wires streams to Kafka.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
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
    TransactionMetrics transactionMetrics(MeterRegistry registry) {
        return new TransactionMetrics(registry);
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
        // A broker would create a topic that is not compacted.
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new DefaultKafkaConsumerFactory<String, byte[]>(settings)::createConsumer;
    }

    @Bean
    StreamOpener streamOpener(DataDirectory directory, LazyAdmin admin, TopicProperties topics) {
        return new StreamOpener(directory, new RowTopics(admin, topics));
    }

    @Bean
    RunnerTools runnerTools(StreamTopic definitions, Positions positions, StreamOpener opener,
            StreamProperties properties, MeterRegistry registry, @Value("${sensor.instance:}") String instance,
            LoopWatch watch) {
        return new RunnerTools(definitions, positions, opener, properties, new StreamMetrics(registry),
                InstantSource.system(), InstanceName.orHostName(instance), watch);
    }

    @Bean
    StreamRunners streamRunners(RunnerTools tools, ProducerClients producers, TransactionMetrics metrics) {
        return new StreamRunners(tools, producers, metrics);
    }

    @Bean
    StreamsLifecycle streamsLifecycle(LazyAdmin admin, TopicProperties topics, RunnerTools tools, StreamRunners runners,
            StreamMembership membership) {
        return new StreamsLifecycle(admin, topics, tools, runners, membership);
    }

    @Bean
    StreamMembership streamMembership(ConsumerFactory<?, ?> configured, StreamRunners runners,
            StreamProperties properties, RunnerTools tools, LoopWatch watch) {
        return new StreamMembership(configured.getConfigurationProperties(), runners, properties.sessionTimeout(),
                tools.instance(), watch);
    }

    @Bean
    KnownSinks knownSinks(LazyAdmin admin, LoopWatch watch) {
        return new KnownSinks(admin, watch);
    }

    @Bean
    UnsunkStreams unsunkStreams(StreamRunners runners, KnownSinks sinks, MeterRegistry registry) {
        return new UnsunkStreams(runners, sinks, registry);
    }

    @Bean
    StreamViews streamViews(StreamRunners runners, RunnerTools tools, DataDirectory directory, BrokerHealth broker,
            KnownSinks sinks) {
        return new StreamViews(runners, tools, directory, broker, sinks);
    }

    @Bean
    StreamRegistry streamRegistry(StreamTopic definitions, Positions positions, StreamViews views,
            DataDirectory directory, StreamProperties properties) {
        AppliedCommands applied = new AppliedCommands(definitions, positions, properties.stopTimeout());
        return new StreamRegistry(definitions, applied, views, directory, properties);
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

    @Bean
    MeterBinder membershipGauges(StreamMembership membership) {
        return (registry) -> {
            Gauge.builder("sensor.group.wanted", () -> membership.isWanted() ? 1 : 0)
                .description("Whether the group is to run on this instance: 1 or 0")
                .tag("group", Topics.STREAMS)
                .register(registry);
            Gauge.builder("sensor.group.threads", () -> membership.isRunning() ? 1 : 0)
                .description("Threads of the group that read on this instance")
                .tag("group", Topics.STREAMS)
                .register(registry);
        };
    }

    @Bean
    StreamGauges streamGauges(StreamRunners runners, MeterRegistry registry) {
        return new StreamGauges(runners, registry);
    }

    @Bean
    ProgressLog progressLog(StreamRunners runners) {
        return new ProgressLog(runners);
    }

}

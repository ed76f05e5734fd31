package io.sensorstreams.producer.stream;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.sensorstreams.common.access.KafkaBundles;
import io.sensorstreams.common.kafka.BrokerHealth;
import io.sensorstreams.common.kafka.InternalTopicsHealth;
import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.ProducerClients;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.TopicWatch;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.common.web.security.ReadOnlyPost;
import io.sensorstreams.producer.clock.ClockTopic;
import io.sensorstreams.producer.command.StreamRegistry;
import io.sensorstreams.producer.definition.StreamTopic;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.files.FileUse;
import io.sensorstreams.producer.publish.Positions;
import io.sensorstreams.producer.publish.StreamPartitions;
import io.sensorstreams.producer.publish.TopicProperties;
import io.sensorstreams.producer.publish.TransactionMetrics;
import io.sensorstreams.producer.replica.StreamMembership;
import io.sensorstreams.producer.replica.StreamRunners;
import io.sensorstreams.producer.replica.StreamSnapshots;
import io.sensorstreams.producer.run.StreamProperties;
import io.sensorstreams.producer.sinks.KnownSinks;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;

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
    LazyAdmin admin(KafkaAdmin admin, KafkaBundles bundles) {
        return new LazyAdmin(bundles.reloaded(admin.getConfigurationProperties()));
    }

    @Bean
    BrokerHealth broker(LazyAdmin admin, LoopWatch watch) {
        return new BrokerHealth(admin, watch);
    }

    @Bean
    ProducerClients producerClients(ProducerFactory<?, ?> configured, MeterRegistry registry) {
        return new ProducerClients(configured.getConfigurationProperties(), KafkaProducer::new,
                List.of(new MicrometerProducerListener<>(registry)));
    }

    @Bean
    Positions positions(LazyAdmin admin, ConsumerFactory<?, ?> configured, LoopWatch watch) {
        return new Positions(admin, tableConsumers(configured, Topics.POSITIONS), watch);
    }

    @Bean
    StreamTopic streamTopic(LazyAdmin admin, ConsumerFactory<?, ?> configured, ProducerClients producers,
            StreamProperties properties, LoopWatch watch) {
        return new StreamTopic(admin, (name) -> tableConsumers(configured, name), producers,
                properties.commandTimeout(), watch);
    }

    @Bean
    ClockTopic clockTopic(LazyAdmin admin, ConsumerFactory<?, ?> configured, StreamProperties properties,
            LoopWatch watch) {
        return new ClockTopic(admin, tableConsumers(configured, Topics.CLOCKS), properties.commandTimeout(),
                InstantSource.system(), watch);
    }

    private static Supplier<Consumer<String, byte[]>> tableConsumers(ConsumerFactory<?, ?> configured, String topic) {
        return TopicTable.consumers(new DefaultKafkaConsumerFactory<>(configured.getConfigurationProperties()), topic);
    }

    @Bean
    ReadOnlyPost preview() {
        return new ReadOnlyPost("/api/streams/preview");
    }

    @Bean
    FileUse fileUse(StreamRegistry streams) {
        return streams::streamInside;
    }

    @Bean
    StreamViews streamViews(StreamSnapshots snapshots, DataDirectory directory, BrokerHealth broker, KnownSinks sinks,
            ClockTopic clocks) {
        return new StreamViews(snapshots, directory, broker, sinks, clocks);
    }

    @Bean
    StreamRegistry streamRegistry(StreamTopic definitions, ClockTopic clocks, Positions positions,
            StreamSnapshots snapshots, DataDirectory directory, StreamProperties properties) {
        return new StreamRegistry(definitions, clocks, positions, snapshots, directory, properties);
    }

    @Bean
    TopicWatch topicWatch(LazyAdmin admin, TopicProperties topics, StreamTopic definitions, Positions positions,
            ClockTopic clocks, LoopWatch watch) {
        List<NewTopic> internal = new ArrayList<>(StreamPartitions.topics(topics.replication()));
        internal.add(ClockTopic.description(topics.replication()));
        return new TopicWatch(admin, internal, watch, definitions.table(), positions.table(), clocks.table());
    }

    @Bean
    InternalTopicsHealth internalTopics(TopicWatch watch, StreamTopic definitions, Positions positions,
            ClockTopic clocks) {
        return new InternalTopicsHealth(watch, definitions.table(), positions.table(), clocks.table());
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

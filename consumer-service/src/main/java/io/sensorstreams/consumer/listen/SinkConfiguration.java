package io.sensorstreams.consumer.listen;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.sensorstreams.common.access.KafkaBundles;
import io.sensorstreams.common.kafka.BrokerHealth;
import io.sensorstreams.common.kafka.InternalTopicsHealth;
import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.TopicWatch;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerTopic;
import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.common.objects.StoreProperties;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.consumer.balance.ReplicaAssignor;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.group.ListenerThreads;
import io.sensorstreams.consumer.setting.OutputDirectory;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import io.sensorstreams.consumer.standing.AbandonedTransactions;
import io.sensorstreams.consumer.standing.StablePositions;
import io.sensorstreams.consumer.store.ObjectStores;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreProperties.class)
public class SinkConfiguration {

    @Bean
    public Sinks sinks(SensorProperties properties) {
        Path output = OutputDirectory.usable("sensor.output-dir (SENSOR_OUTPUT_DIR)", properties.outputDir());
        StoreAddress store = properties.store().address("sensor", properties.bucket(), properties.prefix());
        Stream<Sink> own = properties.topics()
            .stream()
            .map((topic) -> new Sink(topic, topic, output.resolve(topic),
                    FileFormat.of(properties.format(), properties.compression()), store));
        Stream<Sink> extra = properties.sinks().stream().flatMap((spec) -> {
            Path directory = (spec.directory() != null)
                    ? OutputDirectory.usable("sensor.sinks directory of group " + spec.group(), spec.directory())
                    : output.resolve(spec.group());
            FileFormat format = FileFormat.of(spec.format(), spec.compression());
            StoreAddress place = spec.store()
                .address("sensor.sinks[" + properties.sinks().indexOf(spec) + "]", spec.bucket(), spec.prefix());
            return spec.topics().stream().map((topic) -> new Sink(spec.group(), topic, directory, format, place));
        });
        return new Sinks(Stream.concat(own, extra).toList());
    }

    /** Opens the store of each sink, because its settings may be invalid. */
    @Bean
    ObjectStores objectStores(StoreProperties properties, Sinks sinks, Clock clock) {
        ObjectStores stores = new ObjectStores(properties, clock);
        for (Sink sink : sinks.all()) {
            StoreAddress place = sink.store();
            if (place != null) {
                stores.of(place);
            }
        }
        return stores;
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    LazyAdmin admin(KafkaAdmin admin, KafkaBundles bundles) {
        return new LazyAdmin(bundles.reloaded(admin.getConfigurationProperties()));
    }

    @Bean
    BrokerHealth broker(LazyAdmin admin, LoopWatch watch) {
        return new BrokerHealth(admin, watch);
    }

    @Bean
    DefaultKafkaConsumerFactoryCustomizer replicaName(SensorProperties properties) {
        return (factory) -> factory.updateConfigs(Map.of(ReplicaAssignor.REPLICA, properties.instance()));
    }

    /** Lazily: this bean reads the ledger with a consumer of the same factory. */
    @Bean
    DefaultKafkaConsumerFactoryCustomizer stablePositions(ObjectProvider<AbandonedTransactions> abandoned,
            ObjectProvider<ListenerThreads> threads) {
        return (factory) -> addStablePositions(factory, abandoned, threads);
    }

    private static <K, V> void addStablePositions(DefaultKafkaConsumerFactory<K, V> factory,
            ObjectProvider<AbandonedTransactions> abandoned, ObjectProvider<ListenerThreads> threads) {
        factory.addPostProcessor(
                (consumer) -> StablePositions.of(consumer, abandoned::getObject, threads.getObject()::tick));
    }

    /** Started when the broker answers and the topic of the ledger exists. */
    @Bean
    Ledger ledger(LazyAdmin admin, ConsumerFactory<?, ?> consumers, LoopWatch watch) {
        return new Ledger(admin, TopicTable.consumers(consumers, Topics.LEDGER), watch);
    }

    @Bean
    TopicWatch topicWatch(LazyAdmin admin, Ledger ledger, SensorProperties properties, LoopWatch watch) {
        return new TopicWatch(admin, List.of(LedgerTopic.description(properties.replication())), watch, ledger.table());
    }

    @Bean
    InternalTopicsHealth internalTopics(TopicWatch watch, Ledger ledger) {
        return new InternalTopicsHealth(watch, ledger.table());
    }

}

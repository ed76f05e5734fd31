package io.sensorstreams.consumer.replicas;

import java.time.Clock;

import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.common.web.security.AllowedHost;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.sink.Sinks;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;

/** Configures how replicas know each other. */
@Configuration(proxyBeanMethods = false)
class ReplicaConfiguration {

    @Bean
    AdvertisedUrl advertisedUrl(ReplicaProperties properties, Environment environment) {
        return new AdvertisedUrl(properties.advertisedUrl(), environment);
    }

    /**
     * Other replicas call this one by the host of its address. Without a usable host name
     * nobody does.
     */
    @Bean
    AllowedHost advertisedHost(AdvertisedUrl url) {
        boolean usable = Replica.isAddress("http://" + url.host() + ":1");
        return new AllowedHost(usable ? url.host() : "localhost");
    }

    @Bean
    ReplicaRecords replicaRecords(LazyAdmin admin, ProducerFactory<byte[], byte[]> producers,
            SensorProperties properties) {
        return new ReplicaRecords(admin, producers, properties.replication());
    }

    @Bean
    Replicas replicas(SensorProperties properties, Sinks sinks, AdvertisedUrl url, ReplicaRecords records,
            LazyAdmin admin, ConsumerFactory<?, ?> consumers, LoopWatch watch, Clock clock) {
        TopicTable<Replica> table = new TopicTable<>(Topics.REPLICAS, admin,
                TopicTable.consumers(consumers, Topics.REPLICAS), new ReplicaTopic(), watch);
        return new Replicas(new OwnReplica(properties.instance(), url, sinks.groups(), clock.instant()), records, table,
                watch, clock);
    }

    @Bean
    ReplicasHealth replicasHealthIndicator(Replicas replicas) {
        return new ReplicasHealth(replicas);
    }

}

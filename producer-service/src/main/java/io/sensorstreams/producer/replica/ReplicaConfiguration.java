package io.sensorstreams.producer.replica;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.ProducerClients;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.publish.TopicProperties;
import io.sensorstreams.producer.publish.TransactionMetrics;
import io.sensorstreams.producer.run.RunnerContext;
import io.sensorstreams.producer.run.StreamProperties;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Declares the membership of this replica and its runners.
 */
@Configuration(proxyBeanMethods = false)
class ReplicaConfiguration {

    @Bean
    StreamRunners streamRunners(RunnerContext context, ProducerClients producers, TransactionMetrics metrics) {
        return new StreamRunners(context, producers, metrics);
    }

    @Bean
    StreamSnapshots streamSnapshots(StreamRunners runners, RunnerContext context) {
        return new StreamSnapshots(runners, context);
    }

    @Bean
    StreamMembership streamMembership(ConsumerFactory<?, ?> configured, StreamRunners runners,
            StreamProperties properties, RunnerContext context, LoopWatch watch) {
        return new StreamMembership(configured.getConfigurationProperties(), runners, properties.sessionTimeout(),
                context.instance(), watch);
    }

    @Bean
    StreamsLifecycle streamsLifecycle(LazyAdmin admin, TopicProperties topics, RunnerContext context,
            StreamRunners runners, StreamMembership membership) {
        return new StreamsLifecycle(admin, topics, context, runners, membership);
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

}

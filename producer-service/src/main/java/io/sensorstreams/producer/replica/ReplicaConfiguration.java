package io.sensorstreams.producer.replica;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sensorstreams.common.access.PollRefusals;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.producer.run.RunnerContext;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.ConsumerFactory;

@Configuration(proxyBeanMethods = false)
@Import({ StreamRunners.class, StreamSnapshots.class, StreamsLifecycle.class })
class ReplicaConfiguration {

    @Bean
    StreamMembership streamMembership(ConsumerFactory<?, ?> configured, StreamRunners runners, RunnerContext context,
            PollRefusals refusals) {
        return new StreamMembership(configured.getConfigurationProperties(), runners, context, refusals);
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

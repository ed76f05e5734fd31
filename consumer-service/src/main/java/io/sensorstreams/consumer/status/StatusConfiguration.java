package io.sensorstreams.consumer.status;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.consumer.group.ListenerThreads;
import io.sensorstreams.consumer.group.Listeners;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.setting.SensorProperties.ExtraSink;
import io.sensorstreams.consumer.sink.Sinks;
import org.apache.kafka.clients.consumer.ConsumerConfig;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/** Configures health, metrics and the overview of groups and partitions. */
@Configuration(proxyBeanMethods = false)
class StatusConfiguration {

    @Bean
    PartitionOverview partitionOverview(Listeners listeners, PartitionStatuses statuses, Ledger ledger,
            SensorProperties properties, Clock clock) {
        return new PartitionOverview(listeners, statuses, ledger, properties.instance(), clock);
    }

    @Bean
    ListenersHealth listenersHealthIndicator(Listeners listeners) {
        return new ListenersHealth(listeners);
    }

    @Bean
    ListenerMetrics listenerMetrics(Listeners listeners) {
        return new ListenerMetrics(listeners);
    }

    @Bean
    ListenerThreads listenerThreads(LoopWatch watch, ConsumerFactory<?, ?> consumers) {
        return new ListenerThreads(watch,
                millis(consumers, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Duration.ofMinutes(5)));
    }

    @Bean
    Memberships memberships(LoopWatch watch, ConsumerFactory<?, ?> consumers) {
        return new Memberships(millis(consumers, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Duration.ofSeconds(45)),
                watch);
    }

    /** Returns the setting, or Kafka's default when it is unset. */
    private static Duration millis(ConsumerFactory<?, ?> consumers, String setting, Duration otherwise) {
        Object value = consumers.getConfigurationProperties().get(setting);
        return (value != null) ? Duration.ofMillis(Long.parseLong(value.toString())) : otherwise;
    }

    @Bean
    PartitionsHealth partitions(PartitionStatuses statuses) {
        return new PartitionsHealth(statuses);
    }

    @Bean
    LossMetrics lossMetrics(Ledger ledger, Sinks sinks, PartitionStatuses statuses) {
        return new LossMetrics(ledger, sinks, statuses);
    }

    @Bean
    DiskHealth disk(SensorProperties properties, PartitionStatuses statuses, MeterRegistry registry) {
        Stream<Path> extra = properties.sinks().stream().map(ExtraSink::directory).filter(Objects::nonNull);
        List<Path> directories = Stream.concat(Stream.of(properties.outputDir()), extra).distinct().toList();
        DiskHealth disk = new DiskHealth(directories, properties.disk().minFree(), properties.instance(), statuses);
        disk.bindTo(registry);
        return disk;
    }

}

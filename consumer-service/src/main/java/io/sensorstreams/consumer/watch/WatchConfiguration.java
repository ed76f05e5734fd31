package io.sensorstreams.consumer.watch;

import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.status.PartitionOverview;
import io.sensorstreams.consumer.status.PartitionStatuses;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;

/** Configures the taps of partitions, their watchers and the log that counts rows. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(RowCountProperties.class)
class WatchConfiguration {

    @Bean
    PartitionTaps partitionTaps() {
        return new PartitionTaps();
    }

    @Bean
    WatchedPartitions watchedPartitions(PartitionTaps taps, PartitionStatuses statuses, PartitionOverview overview,
            SensorProperties properties) {
        return new WatchedPartitions(taps, statuses, overview, properties.instance());
    }

    @Bean
    SchedulingConfigurer rowCounts(PartitionTaps taps, PartitionStatuses statuses, RowCountProperties properties) {
        RowCountLog log = new RowCountLog(taps, statuses);
        return (tasks) -> tasks.addFixedRateTask(new IntervalTask(log::write, properties.every(), properties.every()));
    }

}

package io.sensorstreams.consumer.listen;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.sensorstreams.consumer.listen.SensorProperties.ExtraSink;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What tells of the listeners: health and the overview of the partitions. */
@Configuration(proxyBeanMethods = false)
class WatchConfiguration {

    @Bean
    PartitionOverview partitionOverview(SinkContext context, Listeners listeners) {
        return new PartitionOverview(context, listeners);
    }

    @Bean
    PartitionsHealth partitions(PartitionBoard board) {
        return new PartitionsHealth(board);
    }

    @Bean
    DiskHealth disk(SensorProperties properties, PartitionBoard board, MeterRegistry registry) {
        Stream<Path> extra = properties.sinks().stream().map(ExtraSink::directory).filter(Objects::nonNull);
        List<Path> directories = Stream.concat(Stream.of(properties.outputDir()), extra).distinct().toList();
        DiskHealth disk = new DiskHealth(directories, properties.disk().minFree(), properties.instance(), board);
        disk.bindTo(registry);
        return disk;
    }

}

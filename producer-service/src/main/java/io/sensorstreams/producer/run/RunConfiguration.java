package io.sensorstreams.producer.run;

import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.sensorstreams.common.InstanceName;
import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.clock.ClockTopic;
import io.sensorstreams.producer.definition.StreamTopic;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.publish.Positions;
import io.sensorstreams.producer.publish.RowTopics;
import io.sensorstreams.producer.publish.TopicProperties;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RunConfiguration {

    @Bean
    StreamOpener streamOpener(DataDirectory directory, LazyAdmin admin, TopicProperties topics) {
        return new StreamOpener(directory, new RowTopics(admin, topics));
    }

    @Bean
    RunnerContext runnerContext(StreamTopic definitions, ClockTopic clocks, Positions positions, StreamOpener opener,
            StreamProperties properties, MeterRegistry registry, @Value("${sensor.instance:}") String instance,
            LoopWatch watch) {
        return new RunnerContext(definitions, clocks, positions, opener, properties, new StreamMetrics(registry),
                InstantSource.system(), InstanceName.orHostName(instance), watch);
    }

}

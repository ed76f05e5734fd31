package io.sensorstreams.producer.clocks;

import java.time.InstantSource;

import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.clock.ClockProperties;
import io.sensorstreams.producer.clock.ClockTopic;
import io.sensorstreams.producer.command.StreamRegistry;
import io.sensorstreams.producer.definition.StreamTopic;
import io.sensorstreams.producer.publish.Positions;
import io.sensorstreams.producer.replica.StreamRunners;
import io.sensorstreams.producer.replica.StreamSnapshots;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import(ClockGauges.class)
class ClockConfiguration {

    @Bean
    Clocks clocks(StreamRegistry streams, StreamTopic definitions, ClockTopic topic, ClockProperties properties) {
        return new Clocks(streams, definitions, topic, properties, InstantSource.system());
    }

    @Bean
    ClockGaps clockGaps(Clocks clocks, StreamTopic definitions, Positions positions, StreamRunners runners,
            ClockProperties properties, LoopWatch watch) {
        return new ClockGaps(clocks, definitions, positions, runners, properties, watch, InstantSource.system());
    }

    @Bean
    ClockViews clockViews(Clocks clocks, StreamSnapshots snapshots) {
        return new ClockViews(clocks, snapshots, InstantSource.system());
    }

}

package io.sensorstreams.common.watch;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Configures the detection of blocked threads and the limit of the shutdown. */
@AutoConfiguration
@EnableConfigurationProperties({ LoopProperties.class, ShutdownProperties.class })
class WatchAutoConfiguration {

    @Bean
    LoopWatch loops(LoopProperties properties) {
        return new LoopWatch(properties.loopTimeout());
    }

    @Bean
    ShutdownLimit shutdownLimit(ShutdownProperties properties) {
        return new ShutdownLimit(properties.timeout());
    }

}

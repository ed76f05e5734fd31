package io.sensorstreams.common.watch;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** What both services need to tell whether they are alive, and to end in time. */
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

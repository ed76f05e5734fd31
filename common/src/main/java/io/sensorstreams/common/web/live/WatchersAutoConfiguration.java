package io.sensorstreams.common.web.live;

import java.time.Duration;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.context.annotation.Bean;

/** Configures the connections of clients that watch rows. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(WatcherProperties.class)
class WatchersAutoConfiguration {

    /** After this time without progress a client loses its connection. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Bean
    @ConditionalOnMissingBean
    Watchers watchers(WatcherProperties properties, JsonMapper json) {
        return new Watchers(properties.atOnce(), PATIENCE, json);
    }

    @Bean
    TomcatContextCustomizer abortedResponses() {
        return (context) -> context.getPipeline().addValve(new AbortValve());
    }

}

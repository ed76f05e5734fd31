package io.sensorstreams.common.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What both services import: limits and answers that belong to no controller.
 */
@Configuration(proxyBeanMethods = false)
public class WebConfiguration {

    @Bean
    BodyLimit bodyLimit() {
        return new BodyLimit();
    }

    @Bean
    StrictJson strictJson() {
        return new StrictJson();
    }

    @Bean
    FallbackProblems fallbackProblems() {
        return new FallbackProblems();
    }

}

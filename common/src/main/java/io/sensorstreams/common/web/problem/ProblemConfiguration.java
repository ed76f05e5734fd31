package io.sensorstreams.common.web.problem;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures problem details for requests that no controller handles. */
@Configuration(proxyBeanMethods = false)
public class ProblemConfiguration {

    @Bean
    FallbackProblems fallbackProblems() {
        return new FallbackProblems();
    }

    @Bean
    DispatchedErrors dispatchedErrors() {
        return new DispatchedErrors();
    }

    @Bean
    RefusedAddresses refusedAddresses(JsonMapper json) {
        return new RefusedAddresses(json);
    }

    @Bean
    MalformedRequests malformedRequests(JsonMapper json) {
        return new MalformedRequests(json);
    }

}

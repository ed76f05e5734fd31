package io.sensorstreams.common.web.problem;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.HttpFirewall;

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
    HttpFirewall httpFirewall() {
        return RefusedAddresses.firewall();
    }

    @Bean
    RefusedAddresses refusedAddresses(HttpFirewall httpFirewall, JsonMapper json) {
        return new RefusedAddresses(httpFirewall, json);
    }

    @Bean
    MalformedRequests malformedRequests(JsonMapper json) {
        return new MalformedRequests(json);
    }

}

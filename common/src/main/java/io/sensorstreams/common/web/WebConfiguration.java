package io.sensorstreams.common.web;

import io.sensorstreams.common.setting.InvalidSettingException;
import org.apache.catalina.core.StandardHost;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/**
 * What both services import: limits and answers that belong to no controller.
 */
@Configuration(proxyBeanMethods = false)
public class WebConfiguration {

    private static final int LARGEST_PORT = 65_535;

    WebConfiguration(Environment environment) {
        int port = environment.getProperty("server.port", Integer.class, 0);
        if (port > LARGEST_PORT) {
            throw new InvalidSettingException(
                    "server.port (SERVER_PORT) is '%d', expected a port up to %d, or 0 for any that is free"
                        .formatted(port, LARGEST_PORT));
        }
    }

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

    @Bean
    @Primary
    static LocalValidatorFactoryBean fewViolations() {
        return new FewViolations();
    }

    /**
     * Keeps Tomcat from reading a body as a form: parameters stand in the address only.
     */
    @Bean
    TomcatConnectorCustomizer noForms() {
        return (connector) -> connector.setParseBodyMethods("");
    }

    /** Lets encoded slashes through to be refused by us, with the reason. */
    @Bean
    TomcatConnectorCustomizer encodedSlashes() {
        return (connector) -> {
            connector.setEncodedSolidusHandling("passthrough");
            connector.setEncodedReverseSolidusHandling("passthrough");
        };
    }

    /** Tomcat adds the valve behind that of Spring Boot: it is the first to answer. */
    @Bean
    TomcatContextCustomizer problemReports() {
        return (context) -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        };
    }

}

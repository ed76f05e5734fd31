package io.sensorstreams.common.web.body;

import org.apache.coyote.http11.AbstractHttp11Protocol;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/** Configures limits, strict parsing and validation of request bodies, and their gate. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BodyProperties.class)
public class BodyConfiguration {

    @Bean
    BodyLimit bodyLimit() {
        return new BodyLimit();
    }

    @Bean
    StrictJson strictJson() {
        return new StrictJson();
    }

    @Bean
    @Primary
    static LocalValidatorFactoryBean fewViolations() {
        return new FewViolations();
    }

    @Bean
    BodyGate bodyGate(BodyProperties properties) {
        return new BodyGate(properties);
    }

    @Bean
    TomcatContextCustomizer gatedBodies(BodyGate gate) {
        return (context) -> context.getPipeline().addValve(gate);
    }

    /** Limits the time of a read from a client that sends nothing. */
    @Bean
    TomcatProtocolHandlerCustomizer<AbstractHttp11Protocol<?>> boundedReads(BodyProperties properties) {
        int millis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, properties.grace().toMillis()));
        return (protocol) -> {
            protocol.setDisableUploadTimeout(false);
            protocol.setConnectionUploadTimeout(millis);
        };
    }

}

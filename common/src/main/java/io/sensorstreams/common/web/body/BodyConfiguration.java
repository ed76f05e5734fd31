package io.sensorstreams.common.web.body;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/** Configures limits, strict parsing and validation of request bodies. */
@Configuration(proxyBeanMethods = false)
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

}

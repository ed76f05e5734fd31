package io.sensorstreams.common.web.page;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures the page of a service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PageProperties.class)
@Import(AboutController.class)
public class PageConfiguration {

    @Bean
    PageFiles pageFiles() {
        return new PageFiles();
    }

}

package io.sensorstreams.producer.report;

import java.time.Duration;

import io.sensorstreams.producer.directory.DataDirectory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReportConfiguration {

    /** Shorter than the time after which most proxies give up. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    @Bean
    Reports reports(DataDirectory directory) {
        return new Reports(directory, PATIENCE);
    }

}

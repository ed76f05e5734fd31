package io.sensorstreams.producer.report;

import java.time.Duration;
import java.time.InstantSource;

import io.sensorstreams.producer.directory.DataDirectory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReportConfiguration {

    /** Shorter than the time after which most proxies give up. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    /** Longest time that reading a file takes. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Bean
    Reports reports(DataDirectory directory) {
        return new Reports(directory, PATIENCE, (file) -> ReportReading.of(file, LIMIT), InstantSource.system());
    }

}

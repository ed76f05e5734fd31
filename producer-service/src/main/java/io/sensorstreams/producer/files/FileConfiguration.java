package io.sensorstreams.producer.files;

import io.sensorstreams.producer.source.DataDirectory;

import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FileConfiguration {

    @Bean
    DataDirectory dataDirectory(FileProperties properties) {
        return new DataDirectory(properties.dataDir());
    }

    /**
     * Lets names with encoded slashes through to be refused by us, with the reason:
     * Tomcat answers them with a page.
     */
    @Bean
    TomcatConnectorCustomizer encodedSlashes() {
        return (connector) -> {
            connector.setEncodedSolidusHandling("passthrough");
            connector.setEncodedReverseSolidusHandling("passthrough");
        };
    }

}

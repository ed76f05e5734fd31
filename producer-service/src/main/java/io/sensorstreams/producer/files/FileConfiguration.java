package io.sensorstreams.producer.files;

import io.sensorstreams.producer.directory.DataDirectory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FileConfiguration {

    @Bean
    DataDirectory dataDirectory(FileProperties properties) {
        return new DataDirectory(properties.dataDir(), properties.scan().toSettings());
    }

}

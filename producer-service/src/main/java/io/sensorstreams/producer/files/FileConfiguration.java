package io.sensorstreams.producer.files;

import java.nio.file.Path;

import io.sensorstreams.common.objects.ObjectStore;
import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.common.objects.StoreProperties;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.object.ObjectFileSystem;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreProperties.class)
class FileConfiguration {

    /** The classes of the AWS SDK are only loaded for an object store. */
    @Bean
    DataDirectory dataDirectory(FileProperties properties, StoreProperties store) {
        String place = properties.dataDir();
        Path root = StoreAddress.isStore(place)
                ? new ObjectFileSystem(ObjectStore.open(store, StoreAddress.parse("sensor.data-dir", place))).root()
                : Path.of(place);
        return new DataDirectory(root, properties.scan().toSettings());
    }

}

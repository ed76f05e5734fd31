package io.sensorstreams.producer.files;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the data directory.
 *
 * @param dataDir directory that CSV files are read from and uploaded to
 * @param upload what may be uploaded
 */
@ConfigurationProperties("sensor")
record FileProperties(@DefaultValue("data") Path dataDir, @DefaultValue Upload upload) {

    /**
     * Settings of uploads.
     *
     * @param maxSize largest file that is accepted
     */
    record Upload(@DefaultValue("1GB") DataSize maxSize) {
    }

}

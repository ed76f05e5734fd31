package io.sensorstreams.producer.files;

import java.time.Duration;

import io.sensorstreams.producer.directory.ScanSettings;
import jakarta.validation.Valid;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the data directory.
 *
 * @param dataDir directory that CSV files are read from and uploaded to, or a place in an
 * object store, such as {@code s3://readings/august}
 * @param upload settings of uploads
 * @param scan limits of the scans that describe files
 */
@Validated
@ConfigurationProperties("sensor")
record FileProperties(@DefaultValue("data") String dataDir, @DefaultValue Upload upload,
        @DefaultValue @Valid Scan scan) {

    FileProperties {
        // An empty variable is like none.
        dataDir = dataDir.isBlank() ? "data" : dataDir;
    }

    /**
     * Settings of uploads.
     *
     * @param maxSize largest file that is accepted
     */
    record Upload(@DefaultValue("1GB") DataSize maxSize) {
    }

    /**
     * Limits of the scans that count rows.
     *
     * @param maxSize size of decompressed text after which the scan of a file stops
     * @param maxTime time after which the scan of a file stops
     * @param patience longest time that a request waits for the scans of small files
     */
    record Scan(@DefaultValue("16GB") DataSize maxSize, @DefaultValue("1m") @DurationMin(millis = 1) Duration maxTime,
            @DefaultValue("500ms") @DurationMin(millis = 0) Duration patience) {

        ScanSettings toSettings() {
            return new ScanSettings(this.maxSize.toBytes(), this.maxTime, this.patience);
        }

    }

}

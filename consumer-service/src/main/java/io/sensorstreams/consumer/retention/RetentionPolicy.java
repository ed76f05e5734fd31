package io.sensorstreams.consumer.retention;

import java.time.Duration;

import io.sensorstreams.consumer.setting.SensorProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Limits of the files of each partition of a group.
 *
 * @param age time after its last row at which a file is removed; null for no limit
 * @param bytes total length from which the oldest files are removed; null for no limit
 */
public record RetentionPolicy(@Nullable Duration age, @Nullable Long bytes) {

    /** Reads the policy of a group from the settings. */
    public static RetentionPolicy of(SensorProperties properties, String group) {
        SensorProperties.Retention set = properties.retention(group);
        DataSize bytes = set.bytes();
        return new RetentionPolicy(set.age(), (bytes != null) ? bytes.toBytes() : null);
    }

    boolean isUnlimited() {
        return this.age == null && this.bytes == null;
    }

}

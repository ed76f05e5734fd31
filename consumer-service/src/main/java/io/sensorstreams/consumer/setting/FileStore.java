package io.sensorstreams.consumer.setting;

import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.common.setting.InvalidSettingException;
import org.jspecify.annotations.Nullable;

/** Where complete output files are kept. */
public enum FileStore {

    /** In the directory of the sink. */
    DISK,

    /** In an object store with the API of S3. */
    S3;

    /**
     * Returns the place of the files in the object store; null on the disk.
     * @param setting start of the names of the settings, such as {@code sensor}
     * @throws InvalidSettingException when the bucket or the prefix is missing or invalid
     */
    public @Nullable StoreAddress address(String setting, String bucket, String prefix) {
        if (this == DISK) {
            if (!bucket.isEmpty() || !prefix.isEmpty()) {
                throw new InvalidSettingException(setting + ".store is 'disk', but " + setting + ".bucket is '" + bucket
                        + "' and " + setting + ".prefix is '" + prefix + "'; set " + setting
                        + ".store to s3, or remove the other two");
            }
            return null;
        }
        if (bucket.isEmpty()) {
            throw new InvalidSettingException(setting + ".store is 's3', but " + setting + ".bucket "
                    + (setting.equals("sensor") ? "(SENSOR_BUCKET) " : "")
                    + "is unset; set it to the name of a bucket that exists");
        }
        if (!StoreAddress.isBucket(bucket)) {
            throw new InvalidSettingException(setting + ".bucket is '" + bucket
                    + "', expected 3 to 63 lower case letters, digits, dots and hyphens, such as readings");
        }
        if (!StoreAddress.isPrefix(prefix)) {
            throw new InvalidSettingException(
                    setting + ".prefix is '" + prefix + "', expected at most 500 letters, digits and the "
                            + "characters _ . = -, with single slashes between, such as august");
        }
        return StoreAddress.of(setting + ".bucket", bucket, bucket, prefix);
    }

}

package io.sensorstreams.system;

import java.util.Locale;
import java.util.Map;

/**
 * Output files of the consumers of a cluster.
 *
 * @param store where the files are
 * @param format format of the files
 */
record Output(Store store, Format format) {

    static final Output DEFAULT = new Output(Store.DISK, Format.CSV);

    /**
     * Shorter than the default of a minute, so that files are completed during each
     * fault.
     */
    private static final String ROLL_AGE = "10s";

    enum Store {

        /** A disk of each consumer. */
        DISK,
        /** A bucket, the same for all consumers. */
        S3;

        /** The value of the setting {@code sensor.store}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

    }

    enum Format {

        CSV, PARQUET;

        /** The value of the setting {@code sensor.format}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

    }

    /** Whether rows become visible only when their file is complete. */
    private boolean isCommittedAsWhole() {
        return this.store == Store.S3 || this.format == Format.PARQUET;
    }

    /** Returns the settings of each consumer, without those of the store. */
    Map<String, String> settings() {
        return isCommittedAsWhole() ? Map.of("SENSOR_FORMAT", this.format.toString(), "SENSOR_ROLL_AGE", ROLL_AGE)
                : Map.of();
    }

}

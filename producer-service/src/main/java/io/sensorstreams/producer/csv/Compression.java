package io.sensorstreams.producer.csv;

import java.util.Locale;

/**
 * Compression of a file, by the ending of its name. Upper and lower case do not matter.
 */
public enum Compression {

    NONE, GZIP, ZSTD;

    public static Compression of(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz")) {
            return GZIP;
        }
        return name.endsWith(".zst") ? ZSTD : NONE;
    }

}

package io.sensorstreams.producer.directory;

import java.time.Duration;

/**
 * How far files are read to describe them.
 *
 * @param maxBytes bytes of decompressed text after which a scan stops
 * @param maxTime time after which a scan stops
 * @param patience how long a request waits for the facts of small files
 */
public record ScanSettings(long maxBytes, Duration maxTime, Duration patience) {

    /** What holds without settings. */
    public static final ScanSettings DEFAULT = new ScanSettings(16L << 30, Duration.ofMinutes(1),
            Duration.ofMillis(500));

}

package io.sensorstreams.producer.directory;

import java.time.Duration;

/**
 * Limits of the scans that describe files.
 *
 * @param maxBytes bytes of decompressed text after which a scan stops
 * @param patience longest time that a request waits for the scans of small files
 */
public record ScanSettings(long maxBytes, Duration maxTime, Duration patience) {

}

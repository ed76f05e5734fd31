package io.sensorstreams.producer.directory;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serial;
import java.time.Duration;

import io.sensorstreams.producer.csv.TextInput;

/**
 * Stops a scan after a maximum of bytes or time, or when its thread is interrupted. Owned
 * by one thread.
 */
final class ScanLimit implements TextInput.Limit {

    private final long maxBytes;

    private final Duration maxTime;

    private final long start = System.nanoTime();

    ScanLimit(long maxBytes, Duration maxTime) {
        this.maxBytes = maxBytes;
        this.maxTime = maxTime;
    }

    @Override
    public void check(long read) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException();
        }
        if (read > this.maxBytes) {
            throw new Reached("more than " + this.maxBytes + " bytes of text (sensor.scan.max-size)");
        }
        if (System.nanoTime() - this.start > this.maxTime.toNanos()) {
            throw new Reached("more text than was read in " + this.maxTime.toMillis() + " ms (sensor.scan.max-time)");
        }
    }

    static final class Reached extends IOException {

        @Serial
        private static final long serialVersionUID = 1L;

        Reached(String message) {
            super(message);
        }

    }

}

package io.sensorstreams.producer.report;

import java.io.Serial;
import java.time.Duration;

/**
 * Thrown when a report is not there yet, and may be there later.
 */
final class ReportBusyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Duration retryAfter;

    ReportBusyException(String message) {
        this(message, SOON);
    }

    ReportBusyException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** Time after which a request may find the report. */
    Duration retryAfter() {
        return this.retryAfter;
    }

}

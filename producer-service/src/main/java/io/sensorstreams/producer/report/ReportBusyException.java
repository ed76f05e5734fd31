package io.sensorstreams.producer.report;

import java.io.Serial;

/**
 * Thrown when a report is not there yet, and may be there later.
 */
final class ReportBusyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    ReportBusyException(String message) {
        super(message);
    }

    ReportBusyException(String message, Throwable cause) {
        super(message, cause);
    }

}

package io.sensorstreams.consumer.find;

import java.io.Serial;

/** Kafka has no such row, or no record at such an offset. */
final class RowNotFoundException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    RowNotFoundException(String message) {
        super(message);
    }

}

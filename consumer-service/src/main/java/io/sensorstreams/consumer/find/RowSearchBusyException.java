package io.sensorstreams.consumer.find;

import java.io.Serial;

/** Thrown when as many rows are being searched as may. */
final class RowSearchBusyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    RowSearchBusyException(int most) {
        super(most + " rows are being searched, more are not searched at the same time");
    }

}

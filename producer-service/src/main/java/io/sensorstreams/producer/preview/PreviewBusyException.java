package io.sensorstreams.producer.preview;

import java.io.Serial;

/**
 * Thrown when too many previews are being made.
 */
final class PreviewBusyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    PreviewBusyException(int most) {
        super(most + " previews are being made, more are not made at the same time");
    }

}

package io.sensorstreams.consumer.files;

import java.io.Serial;

final class RangeNotSatisfiableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final long length;

    /** Creates the exception for a file of this length. */
    RangeNotSatisfiableException(String range, long length) {
        super("The file has %d committed bytes, and '%s' is not a range of them; expected one like 'bytes=0-99' or 'bytes=-100'"
            .formatted(length, range));
        this.length = length;
    }

    long length() {
        return this.length;
    }

}

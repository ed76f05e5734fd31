package io.sensorstreams.common.wire;

import java.io.Serial;

/**
 * Thrown when a row or a record value is malformed. The message states where and why,
 * without the content. Has no stack trace, because it may be thrown for every row.
 */
public final class MalformedRowException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public MalformedRowException(String message) {
        super(message, null, false, false);
    }

}

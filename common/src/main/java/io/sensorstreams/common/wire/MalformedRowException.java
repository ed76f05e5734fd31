package io.sensorstreams.common.wire;

import java.io.Serial;

/**
 * A row or a record value that does not have the form it must have; the message says
 * where and why, without the content. Carries no stack trace: it may be thrown once per
 * row.
 */
public final class MalformedRowException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     * @param message what is wrong, the value seen and what was expected
     */
    public MalformedRowException(String message) {
        super(message, null, false, false);
    }

}

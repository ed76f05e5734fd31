package io.sensorstreams.common.topic;

/**
 * Thrown when a record of one of the services' own topics does not validate. The message
 * completes the sentence "The record …", such as {@code has no 'bytes'}.
 */
public final class RefusedRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public RefusedRecordException(String message) {
        super(message);
    }

}

package io.sensorstreams.common.kafka;

/**
 * Thrown when a record of an internal topic is invalid. The message completes the
 * sentence "The record …", such as {@code has no 'bytes'}.
 */
public final class RefusedRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    public RefusedRecordException(String message) {
        super(message);
    }

}

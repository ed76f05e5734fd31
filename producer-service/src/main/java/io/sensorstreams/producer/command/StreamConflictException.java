package io.sensorstreams.producer.stream;

import java.io.Serial;

/**
 * A command does not fit the state of its stream.
 */
class StreamConflictException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What stands in the way. */
    enum Conflict {

        STREAM_EXISTS, STREAM_RUNNING, STREAM_COMPLETED, POSITION_IN_USE

    }

    private final Conflict conflict;

    StreamConflictException(Conflict conflict, String message) {
        super(message);
        this.conflict = conflict;
    }

    Conflict conflict() {
        return this.conflict;
    }

}

package io.sensorstreams.producer.command;

import java.io.Serial;

public class StreamConflictException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public enum Conflict {

        STREAM_EXISTS, STREAM_RUNNING, STREAM_COMPLETED, POSITION_IN_USE, FILE_CHANGED

    }

    private final Conflict conflict;

    public StreamConflictException(Conflict conflict, String message) {
        super(message);
        this.conflict = conflict;
    }

    public Conflict conflict() {
        return this.conflict;
    }

}

package io.sensorstreams.producer.clocks;

import java.io.Serial;

class ClockConflictException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    enum Conflict {

        CLOCK_RUNNING, CLOCK_ENDED, CLOCK_IN_USE

    }

    private final Conflict conflict;

    ClockConflictException(Conflict conflict, String message) {
        super(message);
        this.conflict = conflict;
    }

    Conflict conflict() {
        return this.conflict;
    }

}

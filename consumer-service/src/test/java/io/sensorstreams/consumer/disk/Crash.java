package io.sensorstreams.consumer.disk;

import java.io.Serial;

/**
 * The process ends here. An error, so that no code under test handles it.
 */
public final class Crash extends Error {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Ends the process after a step. */
    public Crash(String step) {
        super("Crash after " + step, null, false, false);
    }

}

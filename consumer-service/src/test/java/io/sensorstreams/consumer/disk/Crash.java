package io.sensorstreams.consumer.disk;

import java.io.Serial;

/**
 * Ends the simulated process. It is an error, so that the code under test does not handle
 * it.
 */
public final class Crash extends Error {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Creates the end of the process after a step. */
    public Crash(String step) {
        super("Crash after " + step, null, false, false);
    }

}

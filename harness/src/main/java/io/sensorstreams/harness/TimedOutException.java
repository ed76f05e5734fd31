package io.sensorstreams.harness;

import java.time.Duration;

/** Other processes have not reached a state in time. */
public final class TimedOutException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TimedOutException(String what, Duration limit) {
        super("Waited for " + limit.toSeconds() + " s in vain until " + what);
    }

}

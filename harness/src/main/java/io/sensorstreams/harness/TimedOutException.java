package io.sensorstreams.harness;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** Other processes have not reached a state in time. */
public final class TimedOutException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The refusal is {@code null} when the last check returned false. */
    TimedOutException(String what, Duration limit, @Nullable AssertionError refused) {
        super("Not reached within " + limit.toSeconds() + " s: " + what
                + ((refused != null) ? "; " + refused.getMessage() : ""), refused);
    }

}

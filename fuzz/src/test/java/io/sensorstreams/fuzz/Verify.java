package io.sensorstreams.fuzz;

import java.util.Objects;
import java.util.function.Supplier;

/** Checks what must hold for every input. */
public final class Verify {

    private Verify() {
    }

    /** Fails with a message, which is created only then. */
    public static void that(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new AssertionError(message.get());
        }
    }

    public static void equal(Object found, Object expected, String what) {
        if (!Objects.equals(found, expected)) {
            throw new AssertionError(what + ": found <" + found + ">, expected <" + expected + ">");
        }
    }

    /** Checks that a refusal has a message for users that is not too long. */
    public static void message(Throwable refusal, int most) {
        String message = refusal.getMessage();
        if (message == null || message.isBlank() || message.length() > most) {
            throw new AssertionError("not a message of at most " + most + " characters: " + message, refusal);
        }
    }

}

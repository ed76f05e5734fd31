package io.sensorstreams.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits until other processes have reached a state. */
public final class Waiting {

    private static final Duration POLL = Duration.ofMillis(100);

    private Waiting() {
    }

    /** Checks a condition ten times a second until it is true. */
    static void until(String what, Duration limit, Callable<Boolean> reached) {
        until(what, limit, POLL, reached);
    }

    /**
     * Checks a condition until it is true. Repeats a check that throws an
     * {@link AssertionError}, such as an unexpected status of an {@link Api}.
     * @param what the condition, in words
     * @param poll time between two checks
     * @throws TimedOutException when it is not true in time
     * @throws IllegalStateException when it cannot be checked
     */
    public static void until(String what, Duration limit, Duration poll, Callable<Boolean> reached) {
        long begin = System.nanoTime();
        try {
            while (true) {
                AssertionError refused = null;
                try {
                    if (reached.call()) {
                        return;
                    }
                }
                catch (AssertionError e) {
                    refused = e;
                }
                if (System.nanoTime() - begin > limit.toNanos()) {
                    throw new TimedOutException(what, limit, refused);
                }
                TimeUnit.NANOSECONDS.sleep(poll.toNanos());
            }
        }
        catch (RuntimeException e) {
            throw e;
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        catch (Exception e) {
            throw new IllegalStateException(what + ": " + e, e);
        }
    }

}

package io.sensorstreams.launcher.progress;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.launcher.plan.StartException;

/**
 * Measures one wait of a run. After a few seconds it shows what it waits for and for how
 * long, and repeats that from time to time. Used by one thread.
 */
public final class Wait {

    /** Waits that are shorter than this are not shown. */
    public static final Duration QUIET = Duration.ofSeconds(5);

    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    private final Patience patience;

    private final Screen screen;

    private final String what;

    private final long began = System.nanoTime();

    private Duration nextLine = QUIET;

    private String detail = "";

    Wait(Patience patience, Screen screen, String what) {
        this.patience = patience;
        this.screen = screen;
        this.what = what;
    }

    /**
     * Waits for a result without a time limit of this wait.
     * @throws ExecutionException when the result failed
     * @throws StartException when a process has ended or the start takes too long
     */
    public <T> T await(CompletableFuture<T> result) throws ExecutionException, StartException, InterruptedException {
        while (true) {
            try {
                return result.get(Patience.POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
            catch (TimeoutException e) {
                this.patience.check(text());
                say();
            }
        }
    }

    /**
     * Sleeps for a short time.
     * @param known known details about what it waits for; may be empty
     * @throws StartException when a process has ended or the start takes too long
     */
    public void pause(String known) throws StartException, InterruptedException {
        this.detail = known;
        this.patience.pause(text());
        say();
    }

    private String text() {
        return this.detail.isEmpty() ? this.what : this.what + " (" + this.detail + ")";
    }

    private void say() {
        Duration waited = Duration.ofNanos(System.nanoTime() - this.began);
        if (waited.compareTo(QUIET) < 0) {
            return;
        }
        boolean due = waited.compareTo(this.nextLine) >= 0;
        if (due) {
            Duration silence = (waited.compareTo(LONGEST_SILENCE) < 0) ? waited : LONGEST_SILENCE;
            this.nextLine = waited.plus(silence);
        }
        this.screen.showWait("Waiting for " + text() + ", " + waited.toSeconds() + " s", due);
    }

}

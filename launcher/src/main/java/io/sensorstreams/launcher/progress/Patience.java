package io.sensorstreams.launcher.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.launcher.plan.StartException;
import org.jspecify.annotations.Nullable;

/**
 * Limits how long a run waits: as long as the processes of the services are alive. Only
 * the start can have a time limit, which the user sets. Used by one thread.
 */
public final class Patience {

    private static final int POLL_MILLIS = 100;

    /** Checks whether the processes are alive. */
    public interface Liveness {

        void requireAlive() throws StartException;

    }

    private final Screen screen;

    private final @Nullable Duration startTimeout;

    private final long began = System.nanoTime();

    private Liveness liveness = () -> {
    };

    private boolean started;

    private volatile boolean stopped;

    public Patience(Screen screen, Optional<Duration> startTimeout) {
        this.screen = screen;
        this.startTimeout = startTimeout.orElse(null);
    }

    /** Checks these processes before each pause from now on. */
    public void dependOn(Liveness processes) {
        this.liveness = processes;
    }

    /** Ends all waits. May be called from any thread. */
    public void stop() {
        this.stopped = true;
    }

    /** Marks the end of the start. The time limit no longer applies. */
    public void started() {
        this.started = true;
    }

    /** Begins a wait for what is named, such as {@code producer-service to be ready}. */
    public Wait on(String what) {
        return new Wait(what);
    }

    /**
     * Sleeps for a short time.
     * @param what what the run waits for, with the known details
     * @throws StartException when a process has ended or the start takes too long
     */
    public void pause(String what) throws StartException, InterruptedException {
        check(what);
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }

    private void check(String what) throws StartException {
        if (this.stopped) {
            throw new StartException("Stopped");
        }
        this.liveness.requireAlive();
        Duration limit = this.startTimeout;
        if (!this.started && limit != null && System.nanoTime() - this.began > limit.toNanos()) {
            throw new StartException("Not started within the " + Numbers.exact(limit)
                    + " of --start-timeout: still waiting for " + what);
        }
    }

    /**
     * One wait of a run. After a few seconds it shows what it waits for and for how long,
     * and repeats that from time to time.
     */
    public final class Wait {

        /** Waits that are shorter than this are not shown. */
        public static final Duration QUIET = Duration.ofSeconds(5);

        private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

        private final String what;

        private final long began = System.nanoTime();

        private Duration nextLine = QUIET;

        private String detail = "";

        private Wait(String what) {
            this.what = what;
        }

        /** Waits for a result without a time limit of this wait. */
        public <T> T await(Future<T> result) throws ExecutionException, StartException, InterruptedException {
            while (true) {
                try {
                    return result.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                }
                catch (TimeoutException e) {
                    check(text());
                    say();
                }
            }
        }

        /** Sleeps for a short time. The details of what it waits for may be empty. */
        public void pause(String known) throws StartException, InterruptedException {
            this.detail = known;
            Patience.this.pause(text());
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
            Patience.this.screen.showWait("Waiting for " + text() + ", " + waited.toSeconds() + " s", due);
        }

    }

}

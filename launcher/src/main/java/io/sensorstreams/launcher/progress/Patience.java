package io.sensorstreams.launcher.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.launcher.plan.StartException;
import io.sensorstreams.launcher.text.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * How long a run waits for what is only slow: as long as the services' processes live.
 * Only a start can have a limit, which the user gives. Used by one thread.
 */
public final class Patience {

    static final int POLL_MILLIS = 100;

    /** Tells whether there is still something to wait for. */
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

    /** Asks for the processes before each pause from here on. */
    public void dependOn(Liveness processes) {
        this.liveness = processes;
    }

    /** Ends all waiting; may be called by any thread. */
    public void stop() {
        this.stopped = true;
    }

    /** Ends the start; nothing has a limit from here on. */
    public void started() {
        this.started = true;
    }

    /**
     * Begins a wait.
     * @param what what it waits for, such as {@code producer-service to be ready}
     */
    public Wait on(String what) {
        return new Wait(this, this.screen, what);
    }

    /**
     * Sleeps for a moment.
     * @param what what is waited for, with all that is known of it
     * @throws StartException when a process has ended or the start takes too long
     */
    public void pause(String what) throws StartException, InterruptedException {
        check(what);
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }

    /**
     * Checks that waiting makes sense.
     * @throws StartException when a process has ended or the start takes too long
     */
    void check(String what) throws StartException {
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

}

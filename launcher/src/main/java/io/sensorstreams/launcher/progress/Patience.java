package io.sensorstreams.launcher.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.launcher.plan.StartException;
import io.sensorstreams.launcher.text.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * Limits how long a run waits: as long as the processes of the services are alive. Only
 * the start can have a time limit, which the user sets. Used by one thread.
 */
public final class Patience {

    static final int POLL_MILLIS = 100;

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

    /**
     * Begins a wait.
     * @param what what the run waits for, such as {@code producer-service to be ready}
     */
    public Wait on(String what) {
        return new Wait(this, this.screen, what);
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

    /**
     * Checks that the processes are alive and the time limit has not passed.
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

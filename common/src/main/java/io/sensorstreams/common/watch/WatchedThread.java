package io.sensorstreams.common.watch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Runs a task repeatedly on a daemon thread, with a pause after each run. The thread is
 * registered with {@link LoopWatch}. An exception of the task ends it, and liveness
 * reports that. Its methods may be called from any thread; after {@link #stop()} it can
 * be started again.
 */
public final class WatchedThread {

    @FunctionalInterface
    public interface Task {

        /** Runs once; a long run reports its progress to the loop. */
        void run(LoopWatch.Loop loop) throws InterruptedException;

    }

    private final String name;

    private final Duration pause;

    private final LoopWatch watch;

    private final Task task;

    private volatile @Nullable Thread thread;

    public WatchedThread(String name, Duration pause, LoopWatch watch, Task task) {
        this.name = name;
        this.pause = pause;
        this.watch = watch;
        this.task = task;
    }

    public void start() {
        Thread started = new Thread(this::run, this.name);
        started.setDaemon(true);
        this.thread = started;
        started.start();
    }

    /** After an exception the loop stays registered. */
    private void run() {
        LoopWatch.Loop loop = this.watch.start(this.name);
        try {
            while (this.thread == Thread.currentThread()) {
                loop.tick();
                this.task.run(loop);
                TimeUnit.NANOSECONDS.sleep(this.pause.toNanos());
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loop.close();
    }

    public boolean isRunning() {
        return this.thread != null;
    }

    /** Interrupts the thread and does not wait for its end. */
    public void stop() {
        stop(Duration.ZERO);
    }

    /**
     * Interrupts the thread.
     * @param atMost longest wait for its end
     */
    public void stop(Duration atMost) {
        Thread running = this.thread;
        this.thread = null;
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            TimeUnit.NANOSECONDS.timedJoin(running, atMost.toNanos());
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

}

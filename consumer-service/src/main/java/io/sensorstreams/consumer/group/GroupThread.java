package io.sensorstreams.consumer.group;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.watch.LoopWatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Runs the changes of one group one after the other on a dedicated, watched thread. A
 * caller waits for its change with a bound. Thread-safe without a lock.
 */
final class GroupThread {

    private static final Logger LOGGER = LoggerFactory.getLogger(GroupThread.class);

    private final String group;

    private final LoopWatch watch;

    /** Ends when it has nothing to do, and is started again when needed. */
    private final ThreadPoolExecutor thread;

    /** Watches the change that is running; null while there is none. */
    private volatile LoopWatch.@Nullable Loop loop;

    GroupThread(String group, LoopWatch watch) {
        this.group = group;
        this.watch = watch;
        CustomizableThreadFactory threads = new CustomizableThreadFactory("group-" + group + "-");
        threads.setDaemon(true);
        this.thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        this.thread.allowCoreThreadTimeOut(true);
    }

    /** Runs a change and waits for its end; after the bound, it continues alone. */
    void await(Runnable change, Duration bound) {
        try {
            Future<?> done = this.thread.submit(() -> watched(change));
            done.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (TimeoutException | RejectedExecutionException e) {
            // The change continues or the service stops; the group's view shows which.
            LOGGER.atDebug()
                .addKeyValue("group", this.group)
                .setCause(e)
                .log("Did not wait for the change of the group");
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Runs a change unless another one runs or waits. Returns at once. */
    void runIfIdle(Runnable change) {
        if (this.thread.getActiveCount() == 0 && this.thread.getQueue().isEmpty()) {
            try {
                this.thread.execute(() -> watched(change));
            }
            catch (RejectedExecutionException e) {
                LOGGER.atDebug().addKeyValue("group", this.group).log("The service stops");
            }
        }
    }

    private void watched(Runnable change) {
        try (LoopWatch.Loop current = this.watch.start(Thread.currentThread().getName())) {
            current.tick();
            this.loop = current;
            change.run();
        }
        finally {
            this.loop = null;
        }
    }

    /** Reports progress to the watch: a start of all threads may take long. */
    void advance() {
        LoopWatch.Loop current = this.loop;
        if (current != null) {
            current.advance();
        }
    }

    void close() {
        this.thread.shutdown();
    }

    /** Whether the last change is complete, after waiting for it. */
    boolean awaitClosed(Duration bound) throws InterruptedException {
        return this.thread.awaitTermination(bound.toMillis(), TimeUnit.MILLISECONDS);
    }

}

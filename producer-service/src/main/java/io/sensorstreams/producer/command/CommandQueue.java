package io.sensorstreams.producer.command;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.sensorstreams.producer.definition.BrokerUnavailableException;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Runs the commands of this replica one after another, on a dedicated thread. Callers
 * wait for the result without holding a lock. Thread-safe.
 */
final class CommandQueue implements AutoCloseable {

    /**
     * Command timeouts that a running command may take. It waits for the writer, the end
     * of the topic, the table, the commit, its outcome when the writer was fenced, and
     * the table again; one is spare.
     */
    private static final int WAITS = 7;

    private final ExecutorService thread;

    private final Duration timeout;

    /** A command waits in the queue for at most the timeout. */
    CommandQueue(Duration timeout) {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("stream-commands-");
        threads.setDaemon(true);
        this.thread = Executors.newSingleThreadExecutor(threads);
        this.timeout = timeout;
    }

    /**
     * Runs a command and waits for its result. A command that does not leave the queue in
     * time is never run.
     * @throws BrokerUnavailableException when commands wait too long for Kafka
     */
    <T> T run(Supplier<T> command) {
        AtomicBoolean claimed = new AtomicBoolean();
        try {
            return await(this.thread.submit(() -> {
                if (claimed.getAndSet(true)) {
                    throw new CancellationException("The caller gave up");
                }
                return command.get();
            }), claimed);
        }
        catch (RejectedExecutionException e) {
            throw BrokerUnavailableException.stopping(e);
        }
        catch (InterruptedException e) {
            claimed.set(true);
            Thread.currentThread().interrupt();
            throw BrokerUnavailableException.stopping(e);
        }
        catch (ExecutionException e) {
            throw (e.getCause() instanceof RuntimeException failure) ? failure : new IllegalStateException(e);
        }
    }

    /** The command sets the flag when it starts, or the caller when it gives up. */
    private <T> T await(Future<T> result, AtomicBoolean claimed) throws InterruptedException, ExecutionException {
        try {
            return result.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (TimeoutException e) {
            if (!claimed.getAndSet(true)) {
                throw BrokerUnavailableException.busy(this.timeout);
            }
        }
        try {
            return result.get(this.timeout.multipliedBy(WAITS).toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (TimeoutException e) {
            throw BrokerUnavailableException.silent(e);
        }
    }

    /** Ends the thread and interrupts a running command. */
    @Override
    public void close() {
        this.thread.shutdownNow();
    }

}

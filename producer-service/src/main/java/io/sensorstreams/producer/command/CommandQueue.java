package io.sensorstreams.producer.command;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.sensorstreams.producer.definition.BrokerUnavailableException;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Runs the commands of this replica one after the other, on a separate thread. Callers
 * wait for the result without holding a lock. Thread-safe.
 */
final class CommandQueue implements AutoCloseable {

    /**
     * Waits of a command that runs, each for the command timeout at most: for the writer,
     * the end of the topic, the table, the commit, and the table again; and one more.
     */
    private static final int WAITS = 6;

    private final ExecutorService thread;

    private final Duration timeout;

    /**
     * Creates the queue.
     * @param timeout how long a command waits for its turn
     */
    CommandQueue(Duration timeout) {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("stream-commands-");
        threads.setDaemon(true);
        this.thread = Executors.newSingleThreadExecutor(threads);
        this.timeout = timeout;
    }

    /**
     * Runs a command and waits for it. A command that does not get its turn in time never
     * runs.
     * @throws BrokerUnavailableException when other commands wait for Kafka for too long,
     * or this one does
     */
    <T> T run(Supplier<T> command) {
        Queued<T> queued = new Queued<>(command);
        try {
            this.thread.execute(queued);
            return await(queued);
        }
        catch (RejectedExecutionException e) {
            throw BrokerUnavailableException.stopping(e);
        }
        catch (InterruptedException e) {
            queued.giveUp();
            Thread.currentThread().interrupt();
            throw BrokerUnavailableException.stopping(e);
        }
        catch (ExecutionException e) {
            throw (e.getCause() instanceof RuntimeException failure) ? failure : new IllegalStateException(e);
        }
    }

    private <T> T await(Queued<T> queued) throws InterruptedException, ExecutionException {
        try {
            return queued.result.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (TimeoutException e) {
            if (queued.giveUp()) {
                throw BrokerUnavailableException.busy(this.timeout);
            }
        }
        try {
            return queued.result.get(this.timeout.multipliedBy(WAITS).toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (TimeoutException e) {
            throw BrokerUnavailableException.silent(e);
        }
    }

    /** Ends the thread; a command that runs is interrupted. */
    @Override
    public void close() {
        this.thread.shutdownNow();
    }

    /** A command and what became of it. */
    private static final class Queued<T> implements Runnable {

        private enum State {

            WAITING, RUNNING, GIVEN_UP

        }

        private final Supplier<T> command;

        private final CompletableFuture<T> result = new CompletableFuture<>();

        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

        Queued(Supplier<T> command) {
            this.command = command;
        }

        @Override
        public void run() {
            if (this.state.compareAndSet(State.WAITING, State.RUNNING)) {
                try {
                    this.result.complete(this.command.get());
                }
                // The caller throws it.
                catch (RuntimeException | Error e) {
                    this.result.completeExceptionally(e);
                }
            }
        }

        /** Returns whether the command did not begin, and never will. */
        boolean giveUp() {
            return this.state.compareAndSet(State.WAITING, State.GIVEN_UP);
        }

    }

}

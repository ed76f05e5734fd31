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
 * Runs the commands of this replica one after another, on a dedicated thread. Callers
 * wait for the result without holding a lock. Thread-safe.
 */
final class CommandQueue implements AutoCloseable {

    /**
     * Number of command timeouts that a running command may take. It waits for the
     * writer, the end of the topic, the table, the commit, and the table again; one is
     * spare.
     */
    private static final int WAITS = 6;

    private final ExecutorService thread;

    private final Duration timeout;

    /**
     * Creates the queue.
     * @param timeout longest time that a command waits in the queue
     */
    CommandQueue(Duration timeout) {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("stream-commands-");
        threads.setDaemon(true);
        this.thread = Executors.newSingleThreadExecutor(threads);
        this.timeout = timeout;
    }

    /**
     * Runs a command and waits for its result. A command that does not leave the queue in
     * time is never run.
     * @throws BrokerUnavailableException when other commands or this one wait too long
     * for Kafka
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

    /** Ends the thread and interrupts a running command. */
    @Override
    public void close() {
        this.thread.shutdownNow();
    }

    /** A command with its state and its result. */
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

        /**
         * Cancels the command if it has not started.
         * @return whether the command was cancelled
         */
        boolean giveUp() {
            return this.state.compareAndSet(State.WAITING, State.GIVEN_UP);
        }

    }

}

package io.sensorstreams.kafka;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Runs an action for several things at the same time. Needed because a node of a cluster
 * starts only when a majority of the nodes is starting.
 */
final class InParallel {

    private InParallel() {
    }

    /**
     * Returns when all actions have ended. Throws the exception of the first one that
     * failed.
     */
    static <T> void run(String threadName, List<T> things, Consumer<T> action) {
        Executor threads = (task) -> new Thread(task, threadName).start();
        CompletableFuture<?>[] running = things.stream()
            .map((thing) -> CompletableFuture.runAsync(() -> action.accept(thing), threads))
            .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(running).join();
        }
        catch (CompletionException e) {
            throw (e.getCause() instanceof RuntimeException cause) ? cause : e;
        }
    }

}

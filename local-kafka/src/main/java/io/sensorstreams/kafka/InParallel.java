package io.sensorstreams.kafka;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One action on several things at once: a node of a cluster is not up before a majority
 * is.
 */
final class InParallel {

    private InParallel() {
    }

    /** Returns when all are done, or throws what the first failed one threw. */
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

package io.sensorstreams.consumer.standing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Asks the broker for the current ids of topics: a topic that was deleted and recreated
 * has another id. At most one request is in progress and one waits, however many threads
 * ask. Thread-safe without a lock. Callbacks of the client hand over to the thread of
 * this object, because closing the client waits for the client's own thread.
 */
public final class TopicIds implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Supplier<Map<String, KafkaFuture<TopicDescription>>> broker;

    private final Executor thread;

    private final AtomicReference<@Nullable CompletableFuture<Map<String, String>>> next = new AtomicReference<>();

    /** Whether a request is in progress. Owned by the thread. */
    private boolean running;

    /** Creates an instance that runs on an executor of the caller, one task at a time. */
    public TopicIds(Supplier<Map<String, KafkaFuture<TopicDescription>>> broker, Executor thread) {
        this.broker = broker;
        this.thread = thread;
    }

    /**
     * Creates an instance with a dedicated thread.
     * @param broker sends one request for all topics; the answers are by topic
     */
    public static TopicIds onOwnThread(Supplier<Map<String, KafkaFuture<TopicDescription>>> broker) {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("topic-ids-");
        threads.setDaemon(true);
        return new TopicIds(broker, Executors.newSingleThreadExecutor(threads));
    }

    /** Requests the ids of topics by name. The answer is newer than this call. */
    public CompletableFuture<Map<String, String>> ask() {
        CompletableFuture<Map<String, String>> fresh = new CompletableFuture<>();
        CompletableFuture<Map<String, String>> waiting = this.next.accumulateAndGet(fresh,
                (already, mine) -> (already != null) ? already : mine);
        try {
            this.thread.execute(this::sendNext);
        }
        catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new KafkaException("The service stops", e));
        }
        return Objects.requireNonNull(waiting);
    }

    private void sendNext() {
        CompletableFuture<Map<String, String>> waiting = this.running ? null : this.next.getAndSet(null);
        if (waiting != null) {
            this.running = true;
            send(waiting);
        }
    }

    private void send(CompletableFuture<Map<String, String>> waiting) {
        Map<String, String> ids = new ConcurrentHashMap<>();
        try {
            CompletableFuture<?>[] answers = this.broker.get()
                .entrySet()
                .stream()
                .map((asked) -> put(asked.getValue(), asked.getKey(), ids))
                .toArray(CompletableFuture<?>[]::new);
            var unused = CompletableFuture.allOf(answers)
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync((all, failure) -> answered(waiting, ids, failure), this.thread);
        }
        // The outermost frame of the thread: the waiting callers must get an answer.
        catch (RuntimeException | Error e) {
            answered(waiting, ids, e);
        }
    }

    private void answered(CompletableFuture<Map<String, String>> waiting, Map<String, String> ids,
            @Nullable Throwable failure) {
        this.running = false;
        answer(waiting, ids, failure);
        sendNext();
    }

    /** Stores the id of a topic. A missing topic is a valid answer without an id. */
    private static CompletableFuture<?> put(KafkaFuture<TopicDescription> answer, String topic,
            Map<String, String> ids) {
        return answer.toCompletionStage()
            .thenAccept((description) -> ids.put(topic, description.topicId().toString()))
            .exceptionally((failure) -> {
                if (failure instanceof CompletionException wrapped
                        && wrapped.getCause() instanceof UnknownTopicOrPartitionException) {
                    return null;
                }
                throw new CompletionException(failure);
            })
            .toCompletableFuture();
    }

    private static void answer(CompletableFuture<Map<String, String>> waiting, Map<String, String> ids,
            @Nullable Throwable failure) {
        if (failure == null) {
            waiting.complete(Map.copyOf(ids));
        }
        else {
            waiting.completeExceptionally(failure);
        }
    }

    /**
     * Waits for the id of one topic.
     * @throws IOException when it does not exist, or the broker does not answer
     */
    public static String await(CompletableFuture<Map<String, String>> asked, String topic) throws IOException {
        try {
            String id = asked.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).get(topic);
            if (id == null) {
                throw new IOException("Topic " + topic + " no longer exists");
            }
            return id;
        }
        catch (ExecutionException | TimeoutException e) {
            throw new IOException("The broker does not return the id of topic " + topic + ": " + e.getMessage(), e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while the broker was asked for the id of topic " + topic);
        }
    }

    @Override
    public void close() {
        if (this.thread instanceof ExecutorService dedicated) {
            dedicated.shutdownNow();
        }
    }

}

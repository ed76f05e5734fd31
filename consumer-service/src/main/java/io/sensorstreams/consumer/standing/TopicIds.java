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
import java.util.concurrent.ThreadFactory;
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
 * Asks which topics the names mean now: a topic that is deleted and recreated has another
 * id. However many threads ask, one request is on its way, and one more waits for it.
 * Thread-safe. It has no lock, and what comes on the client's thread is handed to the
 * thread of this object: the client may be closed meanwhile, and that waits for its
 * thread.
 */
public final class TopicIds implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Supplier<Map<String, KafkaFuture<TopicDescription>>> broker;

    private final Executor thread;

    private final Runnable stop;

    private final AtomicReference<@Nullable CompletableFuture<Map<String, String>>> next = new AtomicReference<>();

    /** Whether a request is on its way. Owned by the thread. */
    private boolean running;

    private TopicIds(Supplier<Map<String, KafkaFuture<TopicDescription>>> broker, Executor thread, Runnable stop) {
        this.broker = broker;
        this.thread = thread;
        this.stop = stop;
    }

    /**
     * Asks a broker, on a thread of the caller's.
     * @param broker sends a request for all topics; the answers come by topic
     * @param thread runs one task at a time
     */
    public TopicIds(Supplier<Map<String, KafkaFuture<TopicDescription>>> broker, Executor thread) {
        this(broker, thread, () -> {
        });
    }

    /**
     * Asks a broker, on a separate thread.
     * @param broker sends a request for all topics; the answers come by topic
     */
    public static TopicIds onOwnThread(Supplier<Map<String, KafkaFuture<TopicDescription>>> broker) {
        ExecutorService thread = Executors.newSingleThreadExecutor(daemons());
        return new TopicIds(broker, thread, thread::shutdownNow);
    }

    private static ThreadFactory daemons() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("topic-ids-");
        threads.setDaemon(true);
        return threads;
    }

    /**
     * Begins to ask: the answer is not older than this call. It has the ids of the topics
     * that exist, by name.
     */
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
        // The outermost frame of the thread: whoever asks later must have an answer.
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

    /** A topic that does not exist has no id, which is an answer. */
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
     * @throws IOException when the topic does not exist, or the broker does not answer
     */
    public static String await(CompletableFuture<Map<String, String>> asked, String topic) throws IOException {
        try {
            String id = asked.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).get(topic);
            if (id == null) {
                throw new IOException("Topic " + topic + " does not exist any more");
            }
            return id;
        }
        catch (ExecutionException | TimeoutException e) {
            throw new IOException("The broker does not tell the id of topic " + topic + ": " + e.getMessage(), e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while the broker was asked for the id of topic " + topic);
        }
    }

    @Override
    public void close() {
        this.stop.run();
    }

}

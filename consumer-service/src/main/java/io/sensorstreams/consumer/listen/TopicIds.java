package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks which topics the names mean now: a topic that is deleted and created anew has
 * another id. However many threads ask, one request is on its way, and one more waits for
 * it. Thread-safe.
 */
final class TopicIds {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Supplier<Map<String, KafkaFuture<TopicDescription>>> broker;

    private @Nullable CompletableFuture<?> running;

    private @Nullable CompletableFuture<Map<String, String>> next;

    /**
     * Asks a broker.
     * @param broker sends a request for all topics; the answers come by topic
     */
    TopicIds(Supplier<Map<String, KafkaFuture<TopicDescription>>> broker) {
        this.broker = broker;
    }

    /**
     * Begins to ask: the answer is not older than this call. It has the ids of the topics
     * that exist, by name.
     */
    synchronized CompletableFuture<Map<String, String>> ask() {
        CompletableFuture<Map<String, String>> waiting = this.next;
        if (waiting == null) {
            waiting = new CompletableFuture<>();
            this.next = waiting;
        }
        if (this.running == null || this.running.isDone()) {
            sendNext();
        }
        return waiting;
    }

    private synchronized void sendNext() {
        CompletableFuture<Map<String, String>> waiting = this.next;
        this.next = null;
        this.running = (waiting != null) ? send(waiting) : null;
    }

    private @Nullable CompletableFuture<?> send(CompletableFuture<Map<String, String>> waiting) {
        try {
            Map<String, String> ids = new ConcurrentHashMap<>();
            CompletableFuture<?>[] answers = this.broker.get()
                .entrySet()
                .stream()
                .map((asked) -> put(asked.getValue(), asked.getKey(), ids))
                .toArray(CompletableFuture<?>[]::new);
            return CompletableFuture.allOf(answers).whenComplete((all, failure) -> {
                sendNext();
                answer(waiting, ids, failure);
            });
        }
        catch (KafkaException e) {
            waiting.completeExceptionally(e);
            return null;
        }
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
    static String await(CompletableFuture<Map<String, String>> asked, String topic) throws IOException {
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

}

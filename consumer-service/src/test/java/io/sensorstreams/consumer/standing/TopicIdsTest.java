package io.sensorstreams.consumer.standing;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.sensorstreams.common.kafka.LazyAdmin;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

class TopicIdsTest {

    private static final Uuid FIRST = new Uuid(1, 1);

    private static final Uuid SECOND = new Uuid(2, 2);

    /** Requests without an answer so far. */
    private final Deque<KafkaFutureImpl<TopicDescription>> asked = new ArrayDeque<>();

    private int requests;

    private final TopicIds ids = new TopicIds(this::ask, Runnable::run);

    @Test
    void returnsTheIdOfATopic() throws Exception {
        CompletableFuture<Map<String, String>> answer = this.ids.ask();
        reply(FIRST);

        assertThat(TopicIds.await(answer, "AIR")).isEqualTo(FIRST.toString());
    }

    @Test
    void asksAgainAfterAnError() throws Exception {
        AtomicReference<Error> error = new AtomicReference<>(new NoClassDefFoundError("thrown by a test"));
        TopicIds failing = new TopicIds(() -> {
            Error thrown = error.getAndSet(null);
            if (thrown != null) {
                throw thrown;
            }
            return ask();
        }, Runnable::run);
        assertThatIOException().isThrownBy(() -> TopicIds.await(failing.ask(), "AIR"));

        CompletableFuture<Map<String, String>> answer = failing.ask();
        reply(FIRST);
        assertThat(TopicIds.await(answer, "AIR")).isEqualTo(FIRST.toString());
    }

    @Test
    void returnsNoAnswerThatIsOlderThanTheQuestion() throws Exception {
        CompletableFuture<Map<String, String>> early = this.ids.ask();
        CompletableFuture<Map<String, String>> late = this.ids.ask();
        reply(FIRST);
        assertThat(late).isNotDone();
        reply(SECOND);

        assertThat(TopicIds.await(early, "AIR")).isEqualTo(FIRST.toString());
        assertThat(TopicIds.await(late, "AIR")).isEqualTo(SECOND.toString());
    }

    @Test
    void sendsOneRequestForAllWaitingQuestions() {
        this.ids.ask();
        CompletableFuture<Map<String, String>> second = this.ids.ask();
        CompletableFuture<Map<String, String>> third = this.ids.ask();
        reply(FIRST);
        reply(FIRST);

        assertThat(second).isCompleted();
        assertThat(third).isCompleted();
        assertThat(this.requests).isEqualTo(2);
    }

    @Test
    void reportsAMissingTopic() {
        CompletableFuture<Map<String, String>> answer = this.ids.ask();
        this.asked.remove().completeExceptionally(new UnknownTopicOrPartitionException());

        assertThatIOException().isThrownBy(() -> TopicIds.await(answer, "AIR"))
            .withMessage("Topic AIR no longer exists");
    }

    @Test
    void asksAgainAfterAFailure() throws Exception {
        CompletableFuture<Map<String, String>> failed = this.ids.ask();
        this.asked.remove().completeExceptionally(new TimeoutException("no answer"));
        CompletableFuture<Map<String, String>> again = this.ids.ask();
        reply(FIRST);

        assertThatIOException().isThrownBy(() -> TopicIds.await(failed, "AIR"))
            .withMessageContaining("The broker does not return the id of topic AIR")
            .withMessageContaining("no answer");
        assertThat(TopicIds.await(again, "AIR")).isEqualTo(FIRST.toString());
    }

    @Test
    void asksAgainAfterARequestThatCouldNotBeSent() throws Exception {
        List<Map<String, KafkaFuture<TopicDescription>>> answers = List.of(Map.of("AIR", done(FIRST)));
        TopicIds unlucky = new TopicIds(() -> {
            if (this.requests++ == 0) {
                throw new KafkaException("no client");
            }
            return answers.get(0);
        }, Runnable::run);

        assertThat(unlucky.ask()).isCompletedExceptionally();
        assertThat(TopicIds.await(unlucky.ask(), "AIR")).isEqualTo(FIRST.toString());
        assertThat(TopicIds.await(unlucky.ask(), "AIR")).isEqualTo(FIRST.toString());
    }

    /**
     * Simulates Kafka's client: its close waits for its thread, which fails the calls and
     * runs their callbacks.
     */
    @Test
    void answersWhileItsClientIsClosed() throws Exception {
        AtomicReference<KafkaFutureImpl<TopicDescription>> call = new AtomicReference<>();
        Admin client = (Admin) Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[] { Admin.class },
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        Thread callbacks = new Thread(
                                () -> call.get().completeExceptionally(new TimeoutException("closed")));
                        callbacks.start();
                        callbacks.join(TimeUnit.MINUTES.toMillis(2));
                    }
                    return null;
                });
        LazyAdmin admin = new LazyAdmin(Map.of("bootstrap.servers", "localhost:1"), (settings) -> client);
        try (TopicIds asking = TopicIds.onOwnThread(() -> {
            admin.get();
            call.set(new KafkaFutureImpl<>());
            return Map.of("AIR", call.get());
        })) {
            CompletableFuture<Map<String, String>> first = asking.ask();
            await().until(() -> call.get() != null);
            CompletableFuture<Map<String, String>> second = asking.ask();
            Thread closing = new Thread(admin::close);
            closing.start();

            assertThatIOException().isThrownBy(() -> TopicIds.await(first, "AIR")).withMessageContaining("closed");
            assertThatIOException().isThrownBy(() -> TopicIds.await(second, "AIR"))
                .withMessageContaining("The service stops");
            closing.join(TimeUnit.MINUTES.toMillis(1));
            assertThat(closing.isAlive()).isFalse();
        }
    }

    private Map<String, KafkaFuture<TopicDescription>> ask() {
        KafkaFutureImpl<TopicDescription> answer = new KafkaFutureImpl<>();
        this.asked.add(answer);
        this.requests++;
        return Map.of("AIR", answer);
    }

    private void reply(Uuid id) {
        this.asked.remove().complete(description(id));
    }

    private static KafkaFuture<TopicDescription> done(Uuid id) {
        return KafkaFuture.completedFuture(description(id));
    }

    private static TopicDescription description(Uuid id) {
        return new TopicDescription("AIR", false, List.of(), null, id);
    }

}

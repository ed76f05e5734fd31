package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

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

class TopicIdsTest {

    private static final Uuid FIRST = new Uuid(1, 1);

    private static final Uuid SECOND = new Uuid(2, 2);

    /** Requests that are not answered yet. */
    private final Deque<KafkaFutureImpl<TopicDescription>> asked = new ArrayDeque<>();

    private int requests;

    private final TopicIds ids = new TopicIds(this::ask);

    @Test
    void tellsTheIdOfATopic() throws Exception {
        CompletableFuture<Map<String, String>> answer = this.ids.ask();
        reply(FIRST);

        assertThat(TopicIds.await(answer, "AIR")).isEqualTo(FIRST.toString());
    }

    @Test
    void givesNobodyAnAnswerThatIsOlderThanTheQuestion() throws Exception {
        CompletableFuture<Map<String, String>> early = this.ids.ask();
        CompletableFuture<Map<String, String>> late = this.ids.ask();
        reply(FIRST);
        assertThat(late).isNotDone();
        reply(SECOND);

        assertThat(TopicIds.await(early, "AIR")).isEqualTo(FIRST.toString());
        assertThat(TopicIds.await(late, "AIR")).isEqualTo(SECOND.toString());
    }

    @Test
    void asksOnceForAllThatCameMeanwhile() {
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
    void saysThatATopicDoesNotExist() {
        CompletableFuture<Map<String, String>> answer = this.ids.ask();
        this.asked.remove().completeExceptionally(new UnknownTopicOrPartitionException());

        assertThatIOException().isThrownBy(() -> TopicIds.await(answer, "AIR"))
            .withMessage("Topic AIR does not exist any more");
    }

    @Test
    void asksAgainAfterAFailure() throws Exception {
        CompletableFuture<Map<String, String>> failed = this.ids.ask();
        this.asked.remove().completeExceptionally(new TimeoutException("no answer"));
        CompletableFuture<Map<String, String>> again = this.ids.ask();
        reply(FIRST);

        assertThatIOException().isThrownBy(() -> TopicIds.await(failed, "AIR"))
            .withMessageContaining("The broker does not tell the id of topic AIR")
            .withMessageContaining("no answer");
        assertThat(TopicIds.await(again, "AIR")).isEqualTo(FIRST.toString());
    }

    @Test
    void asksAgainWhenNothingCouldBeSent() throws Exception {
        List<Map<String, KafkaFuture<TopicDescription>>> answers = List.of(Map.of("AIR", done(FIRST)));
        TopicIds unlucky = new TopicIds(() -> {
            if (this.requests++ == 0) {
                throw new KafkaException("no client");
            }
            return answers.get(0);
        });

        assertThat(unlucky.ask()).isCompletedExceptionally();
        assertThat(TopicIds.await(unlucky.ask(), "AIR")).isEqualTo(FIRST.toString());
        assertThat(TopicIds.await(unlucky.ask(), "AIR")).isEqualTo(FIRST.toString());
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

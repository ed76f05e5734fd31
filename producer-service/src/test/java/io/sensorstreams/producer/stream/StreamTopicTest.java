package io.sensorstreams.producer.stream;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.ProducerClients;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.definition.StreamTopic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.BDDMockito;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StreamTopicTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    private final KafkaFutureImpl<TransactionDescription> answer = new KafkaFutureImpl<>();

    private final LazyAdmin admin = new LazyAdmin(Map.of("bootstrap.servers", "localhost:1"),
            (settings) -> (Admin) Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[] { Admin.class },
                    (proxy, method, arguments) -> method.getName().equals("describeTransactions") ? described()
                            : null));

    private final StreamTopic topic = new StreamTopic(this.admin, (name) -> () -> new MockConsumer<>("earliest"),
            new ProducerClients(Map.of(), (settings) -> {
                throw new IllegalStateException("No producer is needed");
            }, List.of()), SHORT, new LoopWatch(Duration.ofMinutes(1)));

    @AfterEach
    void close() {
        this.admin.close();
    }

    @Test
    void isNotReadyBeforeKafkaHasATransactionCoordinator() {
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> this.topic.awaitCoordinator(SHORT))
            .withMessage("Kafka has no transaction coordinator yet: Kafka did not answer within 0.1 s");

        assertThat(new DefinitionsHealth(this.topic, null).health().getDetails()).containsEntry("error",
                "Kafka has no transaction coordinator yet");
    }

    static Stream<ApiException> answers() {
        return Stream.of(new TransactionalIdNotFoundException("unknown"),
                new TransactionalIdAuthorizationException("not allowed"),
                new ClusterAuthorizationException("not allowed"), new UnsupportedVersionException("old"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void acceptsARefusalOfACoordinatorAsAnAnswer(ApiException refusal) throws Exception {
        this.answer.completeExceptionally(refusal);

        this.topic.awaitCoordinator(SHORT);

        assertThat(this.topic.missing()).isEqualTo("Topic sensor-streams has not been read yet");
    }

    @Test
    void reportsAnotherRefusal() {
        this.answer.completeExceptionally(new InvalidRequestException("invalid"));

        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> this.topic.awaitCoordinator(SHORT))
            .withCauseInstanceOf(InvalidRequestException.class);
    }

    /** Kafka has no public constructor for this result. */
    private DescribeTransactionsResult described() {
        DescribeTransactionsResult result = Mockito.mock(DescribeTransactionsResult.class);
        BDDMockito.given(result.description("sensor-streams-writer")).willReturn(this.answer);
        return result;
    }

}

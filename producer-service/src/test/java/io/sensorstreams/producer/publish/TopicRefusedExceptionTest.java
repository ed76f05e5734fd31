package io.sensorstreams.producer.publish;

import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.sensorstreams.common.kafka.Topics;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class TopicRefusedExceptionTest {

    @ParameterizedTest
    @MethodSource("forGood")
    void recognizesPermanentRefusals(Throwable failure) {
        assertThat(Topics.isForGood(failure)).isTrue();
    }

    static Stream<Throwable> forGood() {
        return Stream.of(new InvalidTopicException("Topic 'T_x' collides with existing topics: T.x"),
                new TopicAuthorizationException("AIR"), new InvalidReplicationFactorException("3 of 1"),
                new PolicyViolationException("too many partitions"));
    }

    @ParameterizedTest
    @MethodSource("forNow")
    void recognizesTransientRefusals(Throwable failure) {
        assertThat(Topics.isForGood(failure)).isFalse();
    }

    static Stream<Throwable> forNow() {
        return Stream.of(new NotControllerException("1"), new LeaderNotAvailableException("AIR"),
                new UnknownTopicOrPartitionException("AIR"), new SaslAuthenticationException("password"),
                new org.apache.kafka.common.errors.TimeoutException("late"), new TimeoutException("late"));
    }

}

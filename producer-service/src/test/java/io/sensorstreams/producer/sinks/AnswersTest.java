package io.sensorstreams.producer.sinks;

import java.util.List;

import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnswersTest {

    private static final KafkaFuture<String> GOOD = KafkaFuture.completedFuture("AIR");

    @Test
    void aRefusedAnswerHidesNoOther() throws InterruptedException {
        assertThat(Answers.of(List.of(failed(new GroupAuthorizationException("g")), GOOD)))
            .isEqualTo(new Answers<>(List.of("AIR"), false));
    }

    @Test
    void aDeletedGroupIsNotMissing() throws InterruptedException {
        assertThat(Answers.of(List.of(failed(new GroupIdNotFoundException("g")), GOOD)))
            .isEqualTo(new Answers<>(List.of("AIR"), true));
    }

    private static KafkaFuture<String> failed(RuntimeException failure) {
        return GOOD.thenApply((value) -> {
            throw failure;
        });
    }

}

package io.sensorstreams.common.access;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PatientPollsTest {

    private static final TopicPartition PARTITION = new TopicPartition("AIR", 0);

    private static final Duration LONG = Duration.ofMinutes(1);

    private final MockConsumer<String, String> client = new MockConsumer<>("earliest");

    private final PollRefusals refusals = new PollRefusals();

    private final String group = this.client.groupMetadata().groupId();

    PatientPollsTest() {
        this.client.assign(List.of(PARTITION));
        this.client.updateBeginningOffsets(Map.of(PARTITION, 0L));
        this.client.addRecord(new ConsumerRecord<>("AIR", 0, 0, "key", "value"));
    }

    @Test
    void aRefusedPollReturnsNothingAndItsReasonIsShownUntilKafkaAccepts() {
        Consumer<String, String> patient = PatientPolls.of(this.client, this.refusals, Duration.ZERO);
        this.client.setPollException(GroupAuthorizationException.forGroupId("AIR"));

        assertThat(patient.poll(Duration.ZERO)).isEmpty();
        assertThat(this.refusals.of(this.group)).hasValueSatisfying((why) -> assertThat(why).contains("group 'AIR'"));
        assertThat(this.refusals.of("another")).isEmpty();

        assertThat(patient.poll(Duration.ZERO)).hasSize(1);
        assertThat(this.refusals.of(this.group)).isEmpty();
    }

    @Test
    void theClientIsNotCalledAgainAtOnce() {
        Consumer<String, String> patient = PatientPolls.of(this.client, this.refusals, LONG);
        this.client.setPollException(GroupAuthorizationException.forGroupId("AIR"));
        patient.poll(Duration.ZERO);

        assertThat(patient.poll(Duration.ofMillis(5))).isEmpty();
        assertThat(this.refusals.of(this.group)).isPresent();
    }

    @Test
    void aWakeupEndsTheWaitAndNotTheNextCall() {
        Consumer<String, String> patient = PatientPolls.of(this.client, this.refusals, LONG);
        this.client.setPollException(GroupAuthorizationException.forGroupId("AIR"));
        patient.poll(Duration.ZERO);
        Thread polling = Thread.currentThread();
        CompletableFuture<Void> wakeup = CompletableFuture.runAsync(() -> {
            while (polling.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            patient.wakeup();
        });

        long begin = System.nanoTime();
        assertThat(patient.poll(LONG)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG);
        assertThat(wakeup).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(this.client.poll(Duration.ZERO)).hasSize(1);
    }

    @Test
    void aClosedConsumerIsForgotten() {
        Consumer<String, String> patient = PatientPolls.of(this.client, this.refusals, LONG);
        this.client.setPollException(GroupAuthorizationException.forGroupId("AIR"));
        patient.poll(Duration.ZERO);
        patient.close();
        assertThat(this.refusals.of(this.group)).isEmpty();
    }

    @Test
    void otherFailuresArriveAsTheyAre() {
        Consumer<String, String> patient = PatientPolls.of(this.client, this.refusals, LONG);
        this.client.setPollException(new KafkaException("broken"));
        assertThatThrownBy(() -> patient.poll(Duration.ZERO)).isInstanceOf(KafkaException.class).hasMessage("broken");
        assertThat(this.refusals.of(this.group)).isEmpty();
    }

}

package io.sensorstreams.producer.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.pace.Pace;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.csv;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class PartitionRunnerTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final Duration RETRY = Duration.ofMillis(1);

    private static final Duration NO_RETRY = Duration.ofHours(1);

    private static final Pace HOURLY = new Pace.Interval(Duration.ofHours(1));

    @TempDir
    Path data;

    private TestPartition kafka;

    private PartitionRunner runner;

    private void create(Duration retry) throws Exception {
        this.kafka = new TestPartition(this.data, retry);
        this.runner = new PartitionRunner(0, this.kafka.context, this.kafka.publisher);
        this.kafka.listener = (names, newest) -> this.runner.changed(List.copyOf(names), newest.get(0));
    }

    @AfterEach
    void stop() throws InterruptedException {
        this.runner.signalStop();
        this.runner.awaitStop(SOON);
        this.kafka.close();
    }

    @Test
    void commitsRowsWithTheirPositionAndItsOwner() throws Exception {
        create(RETRY);
        this.kafka.create(spec("air", csv(this.data, "air.csv", 3), UNLIMITED));

        this.runner.start();

        awaitState("air", StreamState.COMPLETED);
        assertThat(this.kafka.producers).hasSize(1);
        assertThat(this.kafka.producers.get(0).transactionInFlight()).isFalse();
        assertThat(this.kafka.rows("air")).hasSize(3);
        assertThat(last("air").path("rowsSent").asLong()).isEqualTo(3);
        assertThat(last("air").path("ended").asBoolean()).isTrue();
        assertThat(this.kafka.stored("partition/0")).extracting(JsonNode::toString)
            .containsExactly("{\"owner\":\"producer-0\",\"applied\":0}");
    }

    @Test
    void storesTheAppliedDefinitionWithItsRows() throws Exception {
        create(RETRY);
        this.runner.start();
        StreamDefinition definition = this.kafka.create(spec("air", csv(this.data, "air.csv", 3), HOURLY));
        await().atMost(SOON).until(() -> this.kafka.rows("air").size() == 1);

        this.kafka.store(definition.paused());

        await().atMost(SOON).until(() -> last("partition/0").path("applied").asLong() == 1);
        assertThat(state("air")).isEqualTo(StreamState.PAUSED);
        assertThat(last("air").path("rowsSent").asLong()).isEqualTo(1);
    }

    @Test
    void sendsRowsAgainWhoseCommitFailed() throws Exception {
        create(RETRY);
        AtomicBoolean failed = new AtomicBoolean();
        this.kafka.onCommit = (producer) -> {
            if (hasRows(producer) && failed.compareAndSet(false, true)) {
                throw new KafkaException("thrown by a test");
            }
        };
        this.kafka.create(spec("air", csv(this.data, "air.csv", 3), UNLIMITED));

        this.runner.start();

        awaitState("air", StreamState.COMPLETED);
        assertThat(failed).isTrue();
        assertThat(this.kafka.producers).hasSize(2);
        assertThat(this.kafka.producers.get(0).closed()).isTrue();
        assertThat(this.kafka.producers.get(0).history()).noneMatch((record) -> record.topic().equals("air"));
        assertThat(this.kafka.rows("air")).hasSize(3).doesNotHaveDuplicates();
        assertThat(this.runner.streams().find("air").orElseThrow().lastError()).isNull();
    }

    @Test
    void pausesAfterAFailureOfKafka() throws Exception {
        create(NO_RETRY);
        this.kafka.onCommit = (producer) -> {
            if (hasRows(producer)) {
                throw new KafkaException("thrown by a test");
            }
        };
        this.kafka.create(spec("air", csv(this.data, "air.csv", 3), UNLIMITED));

        this.runner.start();

        await().atMost(SOON).until(() -> this.kafka.producers.stream().anyMatch(MockProducer::closed));
        // Wakes the thread during the pause.
        this.kafka.create(spec("ozone", csv(this.data, "ozone.csv", 3), UNLIMITED));
        awaitState("ozone", StreamState.RUNNING);
        await().during(Duration.ofMillis(200)).atMost(SOON).until(() -> this.kafka.producers.size() == 1);
        assertThat(state("air")).isEqualTo(StreamState.RUNNING);
        assertThat(lastError("air"))
            .isEqualTo("Waits for Kafka, rows since the last commit are sent again: thrown by a test");
    }

    @Test
    void failsOnlyTheStreamWhoseRowKafkaRefusesAndDoesNotPause() throws Exception {
        create(NO_RETRY);
        this.kafka.tooLarge = (record) -> record.topic().equals("large");
        this.kafka.create(spec("large", csv(this.data, "large.csv", 1), UNLIMITED));
        this.kafka.create(spec("air", csv(this.data, "air.csv", 3), UNLIMITED));

        this.runner.start();

        awaitState("large", StreamState.FAILED);
        awaitState("air", StreamState.COMPLETED);
        assertThat(lastError("large")).startsWith("A row is too large for topic 'large': raise its max.message.bytes");
        assertThat(this.kafka.rows("air")).hasSize(3).doesNotHaveDuplicates();
        await().atMost(SOON)
            .until(() -> this.kafka.stored("large")
                .stream()
                .anyMatch((status) -> status.path("report").path("failed").asBoolean()));
    }

    @Test
    void continuesAfterAnUnexpectedException() throws Exception {
        create(RETRY);
        AtomicBoolean failed = new AtomicBoolean();
        this.kafka.onProducer = (producer) -> {
            if (failed.compareAndSet(false, true)) {
                throw new IllegalStateException("thrown by a test");
            }
        };
        this.kafka.create(spec("air", csv(this.data, "air.csv", 3), UNLIMITED));

        this.runner.start();

        awaitState("air", StreamState.COMPLETED);
        assertThat(failed).isTrue();
    }

    @Test
    void releasesThePartitionWhenItStops() throws Exception {
        create(RETRY);
        this.kafka.create(spec("air", csv(this.data, "air.csv", 3), HOURLY));
        this.runner.start();
        await().atMost(SOON).until(() -> this.kafka.rows("air").size() == 1);

        this.runner.signalStop();
        this.runner.awaitStop(SOON);

        assertThat(last("partition/0")).hasToString("{\"applied\":0}");
        assertThat(lastError("air")).isEqualTo("The replica released the stream");
        assertThat(this.kafka.producers).singleElement()
            .satisfies((producer) -> assertThat(producer.closed()).isTrue());
    }

    @Test
    void dropsRowsWhenKafkaDoesNotAnswerBeforeTheEndOfAStop() throws Exception {
        create(RETRY);
        CountDownLatch called = new CountDownLatch(1);
        this.kafka.onCommit = (producer) -> {
            if (hasRows(producer)) {
                called.countDown();
                awaitInterrupt();
            }
        };
        this.kafka.create(spec("air", csv(this.data, "air.csv", 3), UNLIMITED));
        this.runner.start();
        assertThat(called.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

        this.runner.signalStop();
        this.runner.awaitStop(Duration.ofMillis(1));

        assertThat(this.kafka.producers).singleElement()
            .satisfies((producer) -> assertThat(producer.closed()).isTrue());
        assertThat(this.kafka.rows("air")).isEmpty();
    }

    private static void awaitInterrupt() {
        try {
            assertThat(new CountDownLatch(1).await(SOON.toSeconds(), TimeUnit.SECONDS)).isFalse();
        }
        catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static boolean hasRows(MockProducer<byte[], byte[]> producer) {
        return producer.uncommittedRecords().stream().anyMatch((record) -> record.topic().equals("air"));
    }

    private void awaitState(String name, StreamState state) {
        await().atMost(SOON)
            .until(() -> this.runner.streams().find(name).filter((stream) -> stream.state() == state).isPresent());
    }

    private StreamState state(String name) {
        return this.runner.streams().find(name).orElseThrow().state();
    }

    private String lastError(String name) {
        return this.runner.streams().find(name).map(SensorStream::lastError).orElse("");
    }

    private JsonNode last(String key) {
        List<JsonNode> all = this.kafka.stored(key);
        assertThat(all).as(key).isNotEmpty();
        return all.get(all.size() - 1);
    }

}

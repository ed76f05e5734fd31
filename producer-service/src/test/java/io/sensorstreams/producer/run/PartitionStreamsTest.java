package io.sensorstreams.producer.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.publish.StreamStatus;
import io.sensorstreams.producer.row.RowFault;
import io.sensorstreams.producer.row.RowFaults;
import io.sensorstreams.producer.source.OnBadRow;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.csv;
import static io.sensorstreams.producer.stream.TestStreams.source;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static io.sensorstreams.producer.stream.TestStreams.with;
import static io.sensorstreams.producer.stream.TestStreams.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

/** The test is the runner: it runs the commands of the mailbox. */
class PartitionStreamsTest {

    private static final Pace HOURLY = new Pace.Interval(Duration.ofHours(1));

    private static final KafkaException NO_CLIENT = new KafkaException("Failed to create new KafkaAdminClient",
            new ConfigException("thrown by a test"));

    @TempDir
    Path data;

    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();

    private TestPartition kafka;

    private PartitionStreams streams;

    @BeforeEach
    void start() throws Exception {
        this.kafka = new TestPartition(this.data, Duration.ofMillis(1));
        this.streams = new PartitionStreams(0, this.kafka.context, this.kafka.publisher, this.mailbox::add);
        this.kafka.publisher.open();
        this.streams.readPositions();
        this.streams.begin();
    }

    @AfterEach
    void stop() {
        this.kafka.close();
    }

    @Test
    void retriesToOpenAStream() throws InterruptedException {
        this.kafka.unprepared = NO_CLIENT;
        this.kafka.create(spec("air", "AIR2308.csv", UNLIMITED));
        this.streams.follow("air");
        nextCommand().run();

        nextCommand().run();
        nextCommand().run();

        assertThat(this.streams.find("air")).hasValueSatisfying(
                (stream) -> assertThat(stream.lastError()).startsWith("Waits for Kafka: No client for the brokers"));
    }

    @Test
    void doesNotRetryToOpenADeletedStream() throws InterruptedException {
        this.kafka.unprepared = NO_CLIENT;
        this.kafka.create(spec("air", "AIR2308.csv", UNLIMITED));
        this.streams.follow("air");
        nextCommand().run();
        Runnable again = nextCommand();
        this.kafka.delete("air");
        this.streams.follow("air");
        // Every later opening fails.
        this.kafka.opener.close();

        assertThatCode(again::run).doesNotThrowAnyException();

        assertThat(this.streams.all()).isEmpty();
    }

    @Test
    void reportsARepeatedFailureAfterAChangeOfThePace() throws InterruptedException {
        this.kafka.unprepared = new IllegalStateException("thrown by a test");
        StreamDefinition definition = this.kafka.create(spec("air", "AIR2308.csv", UNLIMITED));
        this.streams.follow("air");
        nextCommand().run();
        assertThat(report().path("failed").asBoolean()).isTrue();
        this.streams.acknowledge();
        assertThat(this.streams.statuses()).isEmpty();

        this.kafka.store(definition.withSpec(definition.spec().withPace(new Pace.Interval(Duration.ofSeconds(1)))));
        this.streams.follow("air");

        assertThat(report().path("failed").asBoolean()).isTrue();
        assertThat(report().path("definition").asLong()).isEqualTo(1);
        assertThat(report().path("lastError").asString())
            .isEqualTo("java.lang.IllegalStateException: thrown by a test");
    }

    @Test
    void opensAStreamOnceThatChangesWhileItWaits() throws InterruptedException {
        this.kafka.unprepared = NO_CLIENT;
        StreamDefinition definition = this.kafka.create(spec("air", csv(this.data, "air.csv", 10), UNLIMITED));
        this.streams.follow("air");
        nextCommand().run();
        Runnable again = nextCommand();
        this.kafka.unprepared = null;
        this.kafka.store(definition.withSpec(definition.spec().withPace(HOURLY)));
        this.streams.follow("air");
        Runnable opened = nextCommand();

        again.run();
        opened.run();

        assertThat(this.streams.nextTurn()).isPresent();
        assertThat(this.mailbox.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void sendsNothingFromASourceThatWasOpenedForAnOlderDefinition() throws InterruptedException {
        StreamDefinition definition = this.kafka.create(spec("air", csv(this.data, "air.csv", 10), UNLIMITED));
        this.streams.follow("air");
        Runnable opened = nextCommand();
        this.kafka.store(definition.stopped());
        this.streams.follow("air");

        opened.run();

        assertThat(this.streams.nextTurn()).isEmpty();
        assertThat(state("air")).isEqualTo(StreamState.STOPPED);
        assertThat(this.kafka.opener.openSources()).isZero();
    }

    @Test
    void keepsTheSourceOfAPausedStreamOpen() throws InterruptedException {
        StreamDefinition definition = this.kafka.create(spec("air", csv(this.data, "air.csv", 10), HOURLY));
        open("air");
        this.streams.sendNext(System.nanoTime());
        commit();

        this.kafka.store(definition.paused());
        this.streams.follow("air");
        assertThat(this.streams.nextTurn()).isEmpty();
        this.kafka.store(definition.paused().started(Instant.EPOCH));
        this.streams.follow("air");

        assertThat(this.mailbox).isEmpty();
        assertThat(this.streams.nextTurn()).isPresent();
        this.streams.sendNext(System.nanoTime());
        commit();
        assertThat(this.kafka.rows("air")).hasSize(2);
    }

    @Test
    void opensTheNextPassOfALoop() throws InterruptedException {
        StreamSpec spec = spec("air", csv(this.data, "air.csv", 2), UNLIMITED);
        this.kafka.create(with(spec, source("air.csv", OnBadRow.FAIL, true), null));
        open("air");

        this.streams.sendNext(System.nanoTime());
        assertThat(this.streams.nextTurn()).isEmpty();
        nextCommand().run();

        assertThat(this.streams.nextTurn()).isPresent();
        commit();
        assertThat(committed("air").run()).isEqualTo(2);
        assertThat(committed("air").rowsSent()).isEqualTo(2);
    }

    @Test
    void sendsRowsAgainThatAreDueSinceTheLastCommit() throws InterruptedException {
        this.kafka.create(spec("air", csv(this.data, "air.csv", 10), HOURLY));
        open("air");
        long due = this.streams.nextTurn().orElseThrow();
        this.streams.sendNext(due);
        assertThat(this.streams.hasUncommitted()).isTrue();

        assertThat(this.streams.suspend("Kafka is away")).isFalse();
        assertThat(this.streams.hasUncommitted()).isFalse();
        assertThat(this.streams.nextTurn()).isEmpty();
        assertThat(this.streams.find("air").orElseThrow().lastError()).isEqualTo("Kafka is away");
        assertThat(this.streams.suspend("Kafka is still away")).isFalse();
        this.streams.readPositions();
        this.streams.begin();
        nextCommand().run();

        assertThat(this.streams.nextTurn().orElseThrow()).isBetween(due - 1, due);
        assertThat(this.streams.find("air").orElseThrow().lastError()).isNull();
    }

    @Test
    void failsAStreamAfterTheCommitOfTheRowsBefore() throws InterruptedException {
        StreamSpec spec = spec("air", write(this.data, "air.csv", "n\n1\n2,2\n"), UNLIMITED);
        this.kafka.create(with(spec, source("air.csv", OnBadRow.FAIL, false), null));
        open("air");

        this.streams.sendNext(System.nanoTime());

        assertThat(state("air")).isEqualTo(StreamState.RUNNING);
        assertThat(report().path("lastError").asString()).isEqualTo("air.csv line 3: row has 2 fields, header has 1");
        commit();
        assertThat(state("air")).isEqualTo(StreamState.FAILED);
        assertThat(committed("air").rowsSent()).isEqualTo(1);
    }

    @Test
    void failsWhenAllRowsWereRejectedAndAgainAfterARestart() throws InterruptedException {
        this.kafka.create(spec("air", write(this.data, "air.csv", "n\n1,1\n2,2\n"), UNLIMITED));
        open("air");
        this.streams.sendNext(System.nanoTime());

        assertThat(report().path("failed").asBoolean()).isTrue();
        commit();
        assertThat(state("air")).isEqualTo(StreamState.FAILED);
        assertThat(committed("air").rowsRejected()).isEqualTo(2);
        await().until(() -> this.kafka.context.positions().find("air").isPresent());
        StreamStatus stored = this.kafka.context.positions().status("air").orElseThrow();
        assertThat(stored.faults())
            .isEqualTo(new RowFaults(new RowFault(2, 2L, "row has 2 fields, header has 1"), null, null));
        assertThat(StreamSnapshot.reported(this.streams.find("air").orElseThrow().definition(), Optional.of(stored),
                Instant.EPOCH))
            .satisfies((snapshot) -> assertThat(snapshot.state()).isEqualTo(StreamState.FAILED));

        this.streams = new PartitionStreams(0, this.kafka.context, this.kafka.publisher, this.mailbox::add);
        this.streams.readPositions();
        this.streams.begin();
        open("air");
        assertThat(state("air")).isEqualTo(StreamState.FAILED);
        assertThat(this.streams.find("air").orElseThrow().lastError()).startsWith(
                "air.csv: every row was rejected, 2 in all, the first in line 2: row has 2 fields, header has 1");
    }

    @Test
    void failsWhenItsPaceBeginsToNeedTimesThatThereAreNot() throws InterruptedException {
        StreamDefinition definition = this.kafka
            .create(spec("air", write(this.data, "air.csv", "Time,n\nnow,1\nnow,2\n"), HOURLY));
        open("air");
        this.streams.sendNext(System.nanoTime());
        commit();

        this.kafka.store(definition.withSpec(definition.spec().withPace(new Pace.EventTime(null, null))));
        open("air");

        assertThat(state("air")).isEqualTo(StreamState.FAILED);
        assertThat(this.streams.find("air").orElseThrow().lastError())
            .startsWith("air.csv: none of its first 2 rows has a readable time");
        assertThat(this.kafka.opener.openSources()).isZero();
        assertThat(this.kafka.rows("air")).hasSize(1);
    }

    private void open(String name) throws InterruptedException {
        this.streams.follow(name);
        nextCommand().run();
    }

    private void commit() {
        this.kafka.publisher.commit(this.streams.statuses());
        this.streams.acknowledge();
    }

    private StreamState state(String name) {
        return this.streams.find(name).orElseThrow().state();
    }

    private StreamPosition committed(String name) {
        return this.streams.find(name).orElseThrow().committed();
    }

    private JsonNode report() {
        assertThat(this.streams.statuses()).hasSize(1);
        return JsonMapper.builder().build().readTree(this.streams.statuses().get(0).value()).path("report");
    }

    private Runnable nextCommand() throws InterruptedException {
        Runnable command = this.mailbox.poll(30, TimeUnit.SECONDS);
        assertThat(command).isNotNull();
        return command;
    }

}

package io.sensorstreams.producer.stream;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.sensorstreams.kafka.TestKafka;
import io.sensorstreams.producer.TestService;
import io.sensorstreams.producer.command.StreamConflictException;
import io.sensorstreams.producer.command.StreamConflictException.Conflict;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.replica.StreamRunners;
import io.sensorstreams.producer.source.OnBadRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.awaitRows;
import static io.sensorstreams.producer.stream.TestStreams.awaitStarted;
import static io.sensorstreams.producer.stream.TestStreams.awaitState;
import static io.sensorstreams.producer.stream.TestStreams.awaitView;
import static io.sensorstreams.producer.stream.TestStreams.csv;
import static io.sensorstreams.producer.stream.TestStreams.identities;
import static io.sensorstreams.producer.stream.TestStreams.source;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static io.sensorstreams.producer.stream.TestStreams.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two replicas of the service with one broker; all tests share them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicasIT {

    private static final TopicReader TOPICS = new TopicReader(TestKafka.bootstrapServers());

    private static final int PARTITIONS = 8;

    private Path data;

    private TestService first;

    private TestService second;

    @BeforeAll
    void start(@TempDir Path directory) {
        this.data = directory;
        this.first = replica("producer-0");
        awaitOwned(this.first, PARTITIONS);
        this.second = replica("producer-1");
        awaitOwned(this.second, PARTITIONS / 2);
        awaitOwned(this.first, PARTITIONS / 2);
    }

    private TestService replica(String name) {
        TestService service = TestService.replica(name, TestKafka.bootstrapServers(), this.data);
        awaitStarted(streams(service));
        return service;
    }

    @AfterEach
    void deleteStreams() {
        streams(this.first).all().forEach((stream) -> streams(this.first).delete(stream.spec().name()));
    }

    @AfterAll
    void stop() {
        this.second.close();
        this.first.close();
    }

    @Test
    void anyReplicaShowsEveryStreamWithItsOwner() {
        for (int i = 0; i < PARTITIONS; i++) {
            String name = "shown-" + i;
            streams(this.first).create(spec(name, csv(this.data, name + ".csv", 20_000), new Pace.Rate(300.0)));
        }

        for (int i = 0; i < PARTITIONS; i++) {
            StreamView one = live(this.first, "shown-" + i);
            StreamView other = live(this.second, "shown-" + i);
            assertThat(one.owner()).isEqualTo(other.owner()).isIn("producer-0", "producer-1");
            assertThat(one.startedAt()).isEqualTo(other.startedAt());
        }
        assertThat(streams(this.second).all()).extracting(StreamView::owner).contains("producer-0", "producer-1");
    }

    private static StreamView live(TestService service, String name) {
        return awaitView(streams(service), name, (view) -> {
            assertThat(view.owner()).isNotNull();
            assertThat(view.state()).isEqualTo(StreamState.RUNNING);
            assertThat(view.ratePerSecond()).isPositive();
            assertThat(view.rowsAcked()).isGreaterThan(300);
        });
    }

    @Test
    void anyReplicaShowsWhyAStreamFailed() {
        String file = TestStreams.write(this.data, "fails.csv", "Time,Station,Value\nt0,S1,0\nt1,S1\nt2,S1,2\n");
        streams(this.first).create(with(spec("fails", file, UNLIMITED), source(file, OnBadRow.FAIL, false), null));

        for (TestService service : List.of(this.first, this.second)) {
            StreamView failed = awaitState(streams(service), "fails", StreamState.FAILED);
            assertThat(failed.lastError()).isEqualTo("fails.csv line 3: row has 2 fields, header has 3");
            assertThat(failed.ratePerSecond()).isZero();
        }
        TestStreams.write(this.data, "fails.csv", "Time,Station,Value\nt0,S1,0\nt1,S1,1\nt2,S1,2\n");
        // The stream may end before its view is created.
        assertThat(streams(other("fails")).start("fails").state()).isIn(StreamState.RUNNING, StreamState.COMPLETED);
        assertThat(awaitState(streams(other("fails")), "fails", StreamState.COMPLETED).lastError()).isNull();
    }

    @Test
    void aStopAtTheOtherReplicaReturnsWhenEverythingIsAcknowledged() {
        streams(this.first).create(spec("far", csv(this.data, "far.csv", 500_000), new Pace.Rate(10_000.0)));
        ShownStreams other = streams(other("far"));
        ShownStreams owner = streams(owner("far"));
        for (int i = 1; i <= 5; i++) {
            awaitRows(owner, "far", 2_000L * i);

            StreamView stopped = (i % 2 == 0) ? other.pause("far") : other.stop("far");

            assertThat(stopped.state()).isEqualTo((i % 2 == 0) ? StreamState.PAUSED : StreamState.STOPPED);
            assertThat(stopped.rowsRead()).isEqualTo(stopped.rowsAcked());
            // Each replica determines the number of rows of a file and the known sinks
            // separately, in the background. The owner alone knows the event time.
            assertThat(owner.find("far")).usingRecursiveComparison()
                .ignoringFields("rowsTotal", "unsunk", "eventTime")
                .isEqualTo(stopped);
            assertThat(TOPICS.rows("far")).isEqualTo(identities("far", 1, stopped.rowsAcked()));
            other.start("far");
        }
        other.delete("far");
        int sent = TOPICS.rows("far").size();
        assertThat(TOPICS.rows("far")).hasSize(sent).isEqualTo(identities("far", 1, sent));
    }

    @Test
    void deletesAPositionThroughTheOtherReplica() {
        streams(this.first).create(spec("forgot", csv(this.data, "forgot.csv", 100), UNLIMITED));
        ShownStreams other = streams(other("forgot"));
        awaitState(other, "forgot", StreamState.COMPLETED);

        other.forgetPosition("forgot");

        assertThat(other.position("forgot")).isEqualTo(streams(owner("forgot")).position("forgot"));
        assertThat(other.position("forgot").row()).isZero();
        assertThat(other.position("forgot").run()).isEqualTo(2);
    }

    @Test
    void onlyOneOfTwoCreatesAStreamAndNoUpdateIsLost() throws Exception {
        String file = csv(this.data, "both.csv", 10);
        ExecutorService clients = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 10; i++) {
                String name = "both-" + i;
                List<Callable<Object>> commands = List.of(
                        () -> streams(this.first).create(spec(name, file, new Pace.Rate(1.0))),
                        () -> streams(this.second).create(spec(name, file, new Pace.Rate(2.0))));

                List<Object> answers = answers(clients, commands);

                assertThat(answers).filteredOn(StreamView.class::isInstance).hasSize(1);
                assertThat(answers).filteredOn(StreamConflictException.class::isInstance)
                    .singleElement()
                    .extracting((refused) -> ((StreamConflictException) refused).conflict())
                    .isEqualTo(Conflict.STREAM_EXISTS);
                assertThat(
                        answers(clients,
                                List.of(() -> streams(this.first).changePace(name, new Pace.Rate(5.0)),
                                        () -> streams(this.second).stop(name))))
                    .hasOnlyElementsOfType(StreamView.class);
                awaitView(streams(this.second), name, (view) -> {
                    assertThat(view.targetPerSecond()).isEqualTo(5.0);
                    assertThat(view.state()).isEqualTo(StreamState.STOPPED);
                });
            }
        }
        finally {
            clients.shutdownNow();
        }
    }

    /** Result or exception of each command. */
    private static List<Object> answers(ExecutorService clients, List<Callable<Object>> commands)
            throws InterruptedException {
        List<Object> answers = new ArrayList<>();
        for (Future<Object> answer : clients.invokeAll(commands)) {
            try {
                answers.add(answer.get());
            }
            catch (ExecutionException e) {
                answers.add(e.getCause());
            }
        }
        return answers;
    }

    @Test
    void handsItsStreamsOverWhenItStops() {
        int rows = 4000;
        IntStream.range(0, PARTITIONS)
            .mapToObj((i) -> "handed-" + i)
            .forEach((name) -> streams(this.first)
                .create(spec(name, csv(this.data, name + ".csv", rows), new Pace.Rate(500.0))));
        awaitRows(streams(this.first), "handed-0", 500);

        this.second.close();

        awaitOwned(this.first, PARTITIONS);
        this.second = replica("producer-1");
        awaitOwned(this.second, PARTITIONS / 2);
        for (int i = 0; i < PARTITIONS; i++) {
            awaitState(streams(this.second), "handed-" + i, StreamState.COMPLETED);
            assertThat(TOPICS.rows("handed-" + i)).isEqualTo(identities("handed-" + i, 1, rows));
        }
    }

    /** Returns the replica that does not run a stream. */
    private TestService other(String stream) {
        return (owner(stream) == this.first) ? this.second : this.first;
    }

    private TestService owner(String stream) {
        String owner = awaitView(streams(this.first), stream, (view) -> assertThat(view.owner()).isNotNull()).owner();
        return "producer-0".equals(owner) ? this.first : this.second;
    }

    private static ShownStreams streams(TestService service) {
        return ShownStreams.of(service);
    }

    private static void awaitOwned(TestService service, int partitions) {
        await().atMost(30, TimeUnit.SECONDS)
            .untilAsserted(() -> assertThat(service.bean(StreamRunners.class).partitions()).hasSize(partitions));
    }

}

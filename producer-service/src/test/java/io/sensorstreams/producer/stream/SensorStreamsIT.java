package io.sensorstreams.producer.stream;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.common.wire.RowIdentity;
import io.sensorstreams.kafka.TestKafka;
import io.sensorstreams.producer.command.StreamConflictException;
import io.sensorstreams.producer.command.StreamConflictException.Conflict;
import io.sensorstreams.producer.command.StreamNotFoundException;
import io.sensorstreams.producer.definition.InvalidStreamException;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.definition.StreamTopic;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.publish.Delivery;
import io.sensorstreams.producer.publish.Partitioning;
import io.sensorstreams.producer.source.OnBadRow;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.awaitRows;
import static io.sensorstreams.producer.stream.TestStreams.awaitState;
import static io.sensorstreams.producer.stream.TestStreams.csv;
import static io.sensorstreams.producer.stream.TestStreams.identities;
import static io.sensorstreams.producer.stream.TestStreams.source;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static io.sensorstreams.producer.stream.TestStreams.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Streams with a real broker. Each test has a separate stream and topic with the same
 * name.
 */
class SensorStreamsIT extends StreamsFixture {

    private static final TopicReader TOPICS = new TopicReader(TestKafka.bootstrapServers());

    @BeforeAll
    static void start() {
        startService();
    }

    @Test
    void sendsEveryRowOnceInOrderWithinItsPartition() {
        streams.create(spec("order", csv(data, "order.csv", 10_000), UNLIMITED));

        StreamView done = awaitState(streams, "order", StreamState.COMPLETED);

        assertThat(done.rowsRead()).isEqualTo(10_000);
        assertThat(done.rowsAcked()).isEqualTo(10_000);
        assertThat(done.rowsTotal()).isEqualTo(10_000);
        assertThat(done.lastError()).isNull();
        assertThat(TOPICS.rows("order")).isEqualTo(identities("order", 1, 10_000));
        Map<Integer, Long> last = new HashMap<>();
        for (ConsumerRecord<String, String> record : TOPICS.read("order")) {
            RowIdentity row = TopicReader.identity(record);
            assertThat(row.seq()).isGreaterThan(last.getOrDefault(record.partition(), -1L));
            last.put(record.partition(), row.seq());
            assertThat(record.key()).isEqualTo("S" + row.seq() % 3);
            assertThat(record.value()).contains("\"Value\":" + row.seq() + ".0");
        }
    }

    @Test
    void partitionsByTheNumberOfTheRow() {
        streams.create(
                with(spec("by-row", csv(data, "by-row.csv", 100), UNLIMITED), Partitioning.ROW, Delivery.EXACTLY_ONCE));

        awaitState(streams, "by-row", StreamState.COMPLETED);

        assertThat(TOPICS.read("by-row")).hasSize(100)
            .allMatch((record) -> TopicReader.identity(record).seq() % 4 == record.partition())
            .allMatch((record) -> record.key() == null);
    }

    @Test
    void leavesThePartitionToTheClient() {
        streams.create(with(spec("spread", csv(data, "spread.csv", 100), UNLIMITED), Partitioning.SPREAD,
                Delivery.EXACTLY_ONCE));

        awaitState(streams, "spread", StreamState.COMPLETED);

        // The client fills a batch before it takes another partition.
        List<ConsumerRecord<String, String>> records = TOPICS.read("spread");
        assertThat(records).hasSize(100).allMatch((record) -> record.key() == null);
        assertThat(records.stream().map(ConsumerRecord::partition).distinct()).hasSize(1);
    }

    @Test
    void sendsAtLeastOnce() {
        streams.create(with(spec("at-least-once", csv(data, "at-least-once.csv", 1000), UNLIMITED),
                Partitioning.STATION, Delivery.AT_LEAST_ONCE));

        StreamView done = awaitState(streams, "at-least-once", StreamState.COMPLETED);

        assertThat(done.rowsAcked()).isEqualTo(1000);
        assertThat(TOPICS.rows("at-least-once").stream().distinct().toList())
            .isEqualTo(identities("at-least-once", 1, 1000));
    }

    @Test
    void sendsBadRowsToTheDeadLetterTopic() {
        String file = TestStreams.write(data, "bad.csv", "Time,Station,Value\nt0,S1,0\nt1,S1\nt2,S1,2\n");
        streams.create(spec("bad", file, UNLIMITED));

        StreamView done = awaitState(streams, "bad", StreamState.COMPLETED);

        assertThat(done.rowsRead()).isEqualTo(3);
        assertThat(done.rowsAcked()).isEqualTo(2);
        assertThat(done.rowsRejected()).isEqualTo(1);
        assertThat(TOPICS.rows("bad")).containsExactly("bad/1/0", "bad/1/2");
        assertThat(TOPICS.read("bad-dlt")).singleElement().satisfies((letter) -> {
            assertThat(letter.value()).isEqualTo("t1,S1");
            assertThat(headers(letter)).containsExactlyInAnyOrder("row=bad/1/1", "error.file=bad.csv", "error.line=3",
                    "error.reason=row has 2 fields, header has 3");
        });
    }

    private static List<String> headers(ConsumerRecord<?, ?> record) {
        return Arrays.stream(record.headers().toArray())
            .map((Header header) -> header.key() + "=" + new String(header.value()))
            .toList();
    }

    @Test
    void skipsBadRows() {
        String file = TestStreams.write(data, "skip.csv", "Time,Station,Value\nt0,S1,0\nt1,S1\nt2,S1,2\n");
        streams.create(with(spec("skip", file, UNLIMITED), source(file, OnBadRow.SKIP, false), null));

        StreamView done = awaitState(streams, "skip", StreamState.COMPLETED);

        assertThat(done.rowsRejected()).isEqualTo(1);
        assertThat(TOPICS.rows("skip")).containsExactly("skip/1/0", "skip/1/2");
        assertThat(TOPICS.read("skip-dlt")).isEmpty();
    }

    @Test
    void failsAtABadRowAndContinuesThereWhenRestarted() {
        String file = TestStreams.write(data, "fail.csv", "Time,Station,Value\nt0,S1,0\nt1,S1\nt2,S1,2\n");
        streams.create(with(spec("fail", file, UNLIMITED), source(file, OnBadRow.FAIL, false), null));

        StreamView failed = awaitState(streams, "fail", StreamState.FAILED);

        assertThat(failed.lastError()).isEqualTo("fail.csv line 3: row has 2 fields, header has 3");
        assertThat(failed.rowsAcked()).isEqualTo(1);
        assertThat(service.bean(StreamHealth.class).health().getDetails())
            .hasToString("{failed={fail=fail.csv line 3: row has 2 fields, header has 3}}");

        TestStreams.write(data, "fail.csv", "Time,Station,Value\nt0,S1,0\nt1,S1,1\nt2,S1,2\n");
        streams.start("fail");

        assertThat(awaitState(streams, "fail", StreamState.COMPLETED).lastError()).isNull();
        assertThat(TOPICS.rows("fail")).isEqualTo(identities("fail", 1, 3));
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void aRowThatIsTooLargeFailsItsStreamOnly(Delivery delivery) throws Exception {
        String large = "large-" + delivery.name().toLowerCase(Locale.ROOT);
        String beside = beside(large);
        createTopic(large, 10_000);
        String file = TestStreams.write(data, large + ".csv",
                "Time,Station,Value\nt0,S1,0\nt1,S1," + randomText(20_000) + "\nt2,S1,2\n");
        streams.create(spec(beside, csv(data, "beside.csv", 3000), new Pace.Rate(1000.0)));
        streams.create(with(spec(large, file, UNLIMITED), Partitioning.STATION, delivery));

        StreamView failed = awaitState(streams, large, StreamState.FAILED);

        assertThat(failed.lastError())
            .startsWith("A row is too large for topic '" + large + "': raise its max.message.bytes");
        assertThat(awaitState(streams, beside, StreamState.COMPLETED).lastError()).isNull();
        assertThat(TOPICS.rows(beside)).isEqualTo(identities(beside, 1, 3000));
        setMaxMessageBytes(large, 100_000);
        streams.start(large);
        awaitState(streams, large, StreamState.COMPLETED);
        assertThat(TOPICS.rows(large).stream().distinct().toList()).isEqualTo(identities(large, 1, 3));
        if (delivery == Delivery.EXACTLY_ONCE) {
            assertThat(TOPICS.rows(large)).hasSize(3);
        }
    }

    /** Returns another name with the same partition, and therefore the same runner. */
    private static String beside(String stream) {
        StreamTopic definitions = service.bean(StreamTopic.class);
        return IntStream.iterate(0, (i) -> i + 1)
            .mapToObj((i) -> "beside-" + i + "-" + stream)
            .filter((name) -> definitions.partitionOf(name) == definitions.partitionOf(stream))
            .findFirst()
            .orElseThrow();
    }

    /** Returns text that is hardly compressible. */
    private static String randomText(int length) {
        return new Random(1).ints(length, 'a', 'z' + 1)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    }

    private static void createTopic(String name, int maxMessageBytes) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1)
                .configs(Map.of("max.message.bytes", String.valueOf(maxMessageBytes))))).all().get();
        }
    }

    private static void setMaxMessageBytes(String topic, int bytes) throws Exception {
        AlterConfigOp raise = new AlterConfigOp(new ConfigEntry("max.message.bytes", String.valueOf(bytes)),
                AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(raise)))
                .all()
                .get();
        }
    }

    @Test
    void startsANewRunForEachPassOfALoop() {
        String file = csv(data, "loop.csv", 10);
        streams.create(with(spec("loop", file, UNLIMITED), source(file, OnBadRow.FAIL, true), 25L));

        StreamView done = awaitState(streams, "loop", StreamState.COMPLETED);

        assertThat(done.run()).isEqualTo(3);
        assertThat(done.rowsAcked()).isEqualTo(25);
        assertThat(done.rowsTotal()).isEqualTo(25);
        assertThat(TOPICS.rows("loop"))
            .isEqualTo(Stream.of(identities("loop", 1, 10), identities("loop", 2, 10), identities("loop", 3, 5))
                .flatMap(List::stream)
                .toList());
    }

    @Test
    void endsALoopOverAnEmptyFile() {
        String file = csv(data, "empty.csv", 0);
        streams.create(with(spec("empty", file, UNLIMITED), source(file, OnBadRow.FAIL, true), null));

        assertThat(awaitState(streams, "empty", StreamState.COMPLETED).rowsRead()).isZero();
    }

    @Test
    void continuesAfterItsLimitWasRaised() {
        String file = csv(data, "limit.csv", 100);
        StreamSpec spec = spec("limit", file, UNLIMITED);
        streams.create(with(spec, spec.source(), 10L));
        assertThat(awaitState(streams, "limit", StreamState.COMPLETED).rowsAcked()).isEqualTo(10);

        streams.replace(with(spec, spec.source(), 30L));
        streams.start("limit");

        assertThat(awaitState(streams, "limit", StreamState.COMPLETED).rowsAcked()).isEqualTo(30);
        assertThat(TOPICS.rows("limit")).isEqualTo(identities("limit", 1, 30));
    }

    @Test
    void aStopReturnsWhenEverythingIsAcknowledged() {
        streams.create(spec("stop", csv(data, "stop.csv", 500_000), UNLIMITED));
        awaitRows(streams, "stop", 1);

        StreamView stopped = streams.stop("stop");

        assertThat(stopped.state()).isEqualTo(StreamState.STOPPED);
        assertThat(stopped.rowsAcked()).isEqualTo(stopped.rowsRead());
        assertThat(streams.stop("stop").rowsAcked()).isEqualTo(stopped.rowsAcked());
        assertThat(TOPICS.rows("stop")).isEqualTo(identities("stop", 1, stopped.rowsAcked()));
        assertThat(streams.position("stop").row()).isEqualTo(stopped.rowsAcked());
    }

    @Test
    void continuesAtTheNextRowAfterStopsAndPauses() {
        streams.create(spec("go-on", csv(data, "go-on.csv", 20_000), new Pace.Rate(2000.0)));

        for (int rows = 200; rows <= 1000; rows += 200) {
            awaitRows(streams, "go-on", rows);
            assertThat(streams.pause("go-on").state()).isEqualTo(StreamState.PAUSED);
            assertThat(streams.pause("go-on").ratePerSecond()).isZero();
            streams.start("go-on");
            assertThat(streams.stop("go-on").state()).isEqualTo(StreamState.STOPPED);
            streams.start("go-on");
        }

        streams.changePace("go-on", UNLIMITED);
        awaitState(streams, "go-on", StreamState.COMPLETED);
        assertThat(TOPICS.rows("go-on")).isEqualTo(identities("go-on", 1, 20_000));
    }

    @Test
    void changesThePaceWhileRunning() {
        streams.create(spec("pace", csv(data, "pace.csv", 500), new Pace.Interval(Duration.ofHours(1))));
        assertThat(awaitRows(streams, "pace", 1).rowsAcked()).isEqualTo(1);

        StreamView faster = streams.changePace("pace", new Pace.Rate(1000.0));

        assertThat(faster.targetPerSecond()).isEqualTo(1000);
        awaitState(streams, "pace", StreamState.COMPLETED);
        assertThat(TOPICS.rows("pace")).isEqualTo(identities("pace", 1, 500));
    }

    @Test
    void beginsANewRunWhenStartedFromTheBeginning() {
        streams.create(spec("again", csv(data, "again.csv", 10), UNLIMITED));
        awaitState(streams, "again", StreamState.COMPLETED);
        assertThatExceptionOfType(StreamConflictException.class).isThrownBy(() -> streams.start("again"))
            .withMessage("Stream 'again' has sent everything; start it with ?from=beginning to send it again")
            .extracting(StreamConflictException::conflict)
            .isEqualTo(Conflict.STREAM_COMPLETED);

        streams.startFromBeginning("again");
        awaitState(streams, "again", StreamState.COMPLETED);
        streams.forgetPosition("again");

        assertThat(streams.find("again").state()).isEqualTo(StreamState.STOPPED);
        assertThat(streams.position("again").run()).isEqualTo(3);
        assertThat(streams.position("again").row()).isZero();
        assertThat(TOPICS.rows("again")).isEqualTo(
                Stream.concat(identities("again", 1, 10).stream(), identities("again", 2, 10).stream()).toList());
    }

    @Test
    void neverReusesARunForARecreatedStream() {
        StreamSpec spec = spec("reborn", csv(data, "reborn.csv", 10), UNLIMITED);
        streams.create(spec);
        awaitState(streams, "reborn", StreamState.COMPLETED);

        streams.delete("reborn");
        assertThatExceptionOfType(StreamNotFoundException.class).isThrownBy(() -> streams.find("reborn"));
        streams.create(spec);

        assertThat(awaitState(streams, "reborn", StreamState.COMPLETED).run()).isEqualTo(2);
        assertThat(TOPICS.rows("reborn")).doesNotHaveDuplicates().hasSize(20);
    }

    @Test
    void stopsARunningStreamThatIsDeleted() {
        streams.create(spec("gone", csv(data, "gone.csv", 500_000), UNLIMITED));
        awaitRows(streams, "gone", 1);

        streams.delete("gone");

        int sent = TOPICS.rows("gone").size();
        assertThat(sent).isPositive();
        assertThat(TOPICS.rows("gone")).hasSize(sent).isEqualTo(identities("gone", 1, sent));
    }

    @Test
    void discardsThePositionOnlyForAnotherSource() {
        StreamSpec spec = spec("replaced", csv(data, "replaced.csv", 100), new Pace.Rate(1000.0));
        streams.create(with(spec, spec.source(), 10L));
        awaitState(streams, "replaced", StreamState.COMPLETED);

        streams.replace(spec);
        assertThat(streams.position("replaced").row()).isEqualTo(10);
        StreamSpec other = spec("replaced", csv(data, "other.csv", 100), UNLIMITED);
        streams.replace(other);

        assertThat(streams.find("replaced").state()).isEqualTo(StreamState.STOPPED);
        assertThat(streams.position("replaced").row()).isZero();
        assertThat(streams.position("replaced").run()).isEqualTo(2);
        assertThat(streams.position("replaced").file()).isEqualTo("other.csv");
    }

    @Test
    void refusesToReplaceOrResetARunningStream() {
        StreamSpec spec = spec("busy", csv(data, "busy.csv", 10), new Pace.Interval(Duration.ofHours(1)));
        streams.create(spec);
        awaitRows(streams, "busy", 1);

        assertThatExceptionOfType(StreamConflictException.class).isThrownBy(() -> streams.create(spec))
            .extracting(StreamConflictException::conflict)
            .isEqualTo(Conflict.STREAM_EXISTS);
        assertThatExceptionOfType(StreamConflictException.class).isThrownBy(() -> streams.replace(spec))
            .extracting(StreamConflictException::conflict)
            .isEqualTo(Conflict.STREAM_RUNNING);
        assertThatExceptionOfType(StreamConflictException.class).isThrownBy(() -> streams.forgetPosition("busy"))
            .extracting(StreamConflictException::conflict)
            .isEqualTo(Conflict.POSITION_IN_USE);
        assertThat(streams.startFromBeginning("busy").run()).isEqualTo(1);
    }

    @Test
    void namesTheMissingFile() {
        assertThatExceptionOfType(InvalidStreamException.class)
            .isThrownBy(() -> streams.create(spec("fog", "fog.csv", UNLIMITED)))
            .satisfies((e) -> assertThat(e.errors()).containsOnlyKeys("source.file"));
    }

    @Test
    void refusesLargeBodiesWithoutAContentLength() throws Exception {
        byte[] body = ("{\"name\":\"" + "a".repeat(2_000_000) + "\"}").getBytes();
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.address() + "/api/streams"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("urn:sensor-streams:problem:request-too-large");
    }

    @Test
    void isNeverFasterThanItsRate() {
        String file = csv(data, "rate.csv", 10_000);
        long start = System.nanoTime();
        streams.create(spec("rate", file, new Pace.Rate(500.0)));

        StreamView view = awaitRows(streams, "rate", 1500);
        double seconds = (System.nanoTime() - start) / 1e9;
        streams.stop("rate");

        assertThat(seconds).isGreaterThan(2.5);
        assertThat(view.ratePerSecond()).isPositive();
        assertThat(Objects.requireNonNull(view.targetPerSecond())).isEqualTo(500);
    }

}

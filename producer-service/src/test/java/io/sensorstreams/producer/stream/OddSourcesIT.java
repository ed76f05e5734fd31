package io.sensorstreams.producer.stream;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.Zstd;
import io.sensorstreams.kafka.TestKafka;
import io.sensorstreams.producer.command.StreamConflictException;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.publish.Delivery;
import io.sensorstreams.producer.publish.Partitioning;
import io.sensorstreams.producer.source.OnBadRow;
import io.sensorstreams.producer.source.Source;
import io.sensorstreams.producer.source.TestSources;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.awaitRows;
import static io.sensorstreams.producer.stream.TestStreams.awaitState;
import static io.sensorstreams.producer.stream.TestStreams.awaitView;
import static io.sensorstreams.producer.stream.TestStreams.csv;
import static io.sensorstreams.producer.stream.TestStreams.identities;
import static io.sensorstreams.producer.stream.TestStreams.source;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static io.sensorstreams.producer.stream.TestStreams.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Streams whose files change or are invalid, or whose topics are refused by Kafka or have
 * no reader. Each test has a separate stream and topic with the same name.
 */
class OddSourcesIT extends StreamsFixture {

    private static final TopicReader TOPICS = new TopicReader(TestKafka.bootstrapServers());

    /** A short stream may end before its view is created. */
    private static final List<StreamState> STARTED = List.of(StreamState.RUNNING, StreamState.COMPLETED);

    @BeforeAll
    static void start() {
        startService("sensor.scan.patience=10s");
    }

    @Test
    void continuesAfterTheFormerEndOfAFile() throws IOException {
        streams.create(spec("grown", csv(data, "grown.csv", 100), UNLIMITED));
        awaitState(streams, "grown", StreamState.COMPLETED);
        append("grown.csv", 40);
        assertThat(streams.find("grown").rowsTotal()).isEqualTo(140);

        assertThat(streams.start("grown").state()).isIn(STARTED);

        StreamView done = awaitView(streams, "grown", (view) -> assertThat(view.rowsAcked()).isEqualTo(140));
        assertThat(awaitState(streams, "grown", StreamState.COMPLETED).rowsRead()).isEqualTo(140);
        assertThat(done.run()).isEqualTo(1);
        assertThat(TOPICS.rows("grown")).isEqualTo(identities("grown", 1, 140));
        assertThatExceptionOfType(StreamConflictException.class).isThrownBy(() -> streams.start("grown"))
            .withMessage("Stream 'grown' has sent everything; start it with ?from=beginning to send it again");
        append("grown.csv", 1);
        assertThat(streams.startAll()).filteredOn((stream) -> stream.spec().name().equals("grown"))
            .extracting(StreamView::state)
            .singleElement()
            .satisfies((state) -> assertThat(state).isIn(STARTED));
        awaitRows(streams, "grown", 141);
    }

    @Test
    void reportsWhyItCannotContinueAfterItsEnd() throws IOException {
        Source reversed = TestSources.csv(csv(data, "backwards.csv", 10), Source.Order.REVERSED);
        streams.create(with(spec("backwards", "backwards.csv", UNLIMITED), reversed, null));
        streams.create(with(spec("limited", csv(data, "limited.csv", 10), UNLIMITED),
                source("limited.csv", OnBadRow.FAIL, false), 5L));
        awaitState(streams, "backwards", StreamState.COMPLETED);
        awaitState(streams, "limited", StreamState.COMPLETED);
        append("backwards.csv", 1);

        assertThatExceptionOfType(StreamConflictException.class).isThrownBy(() -> streams.start("backwards"))
            .withMessage("Stream 'backwards' began with the last row of its file, which has grown since; start it "
                    + "with ?from=beginning to send it again");
        assertThatExceptionOfType(StreamConflictException.class).isThrownBy(() -> streams.start("limited"))
            .withMessage("Stream 'limited' has sent the 5 rows of its limit; start it with ?from=beginning to send it "
                    + "again");
    }

    private static void append(String file, int rows) throws IOException {
        String row = "31/08/2023 23:59:00,S1,1.0\n";
        Files.writeString(data.resolve(file), row.repeat(rows), StandardOpenOption.APPEND);
    }

    @Test
    void sendsNoRowOfAFileThatTookThePlaceOfItsOwn() throws IOException {
        streams.create(spec("same", csv(data, "same.csv", 1000), new Pace.Rate(50.0)));
        awaitRows(streams, "same", 30);
        long sent = streams.stop("same").rowsAcked();
        String columns = Files.readString(data.resolve("same.csv")).replaceFirst("Time,Station", "Station,Time");
        Files.move(Files.writeString(data.resolve("same.tmp"), columns), data.resolve("same.csv"),
                StandardCopyOption.ATOMIC_MOVE);

        assertThatExceptionOfType(StreamConflictException.class).isThrownBy(() -> streams.start("same"))
            .withMessage("Stream 'same' cannot continue: same.csv was replaced since row " + sent
                    + "; start it from the beginning, with ?from=beginning");

        assertThat(streams.startAll()).isNotEmpty();
        assertThat(awaitState(streams, "same", StreamState.FAILED).lastError())
            .isEqualTo("same.csv was replaced since row " + sent + "; start it from the beginning");
        assertThat(TOPICS.rows("same")).isEqualTo(identities("same", 1, (int) sent));
        streams.startFromBeginning("same");
        awaitView(streams, "same", (view) -> assertThat(view.run()).isEqualTo(2));
    }

    @Test
    void continuesAFileThatWasCopied() throws IOException {
        streams.create(spec("copied", csv(data, "copied.csv", 300), new Pace.Rate(100.0)));
        awaitRows(streams, "copied", 10);
        streams.stop("copied");
        Files.move(Files.copy(data.resolve("copied.csv"), data.resolve("copied.tmp")), data.resolve("copied.csv"),
                StandardCopyOption.ATOMIC_MOVE);

        streams.start("copied");

        awaitState(streams, "copied", StreamState.COMPLETED);
        assertThat(TOPICS.rows("copied")).isEqualTo(identities("copied", 1, 300));
    }

    @Test
    void failsWhenItsFileBecomesShorter() throws IOException {
        streams.create(spec("cut", csv(data, "cut.csv", 400_000), new Pace.Rate(2000.0)));
        long sent = awaitRows(streams, "cut", 1000).rowsAcked();

        try (FileChannel file = FileChannel.open(data.resolve("cut.csv"), StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 100);
        }
        streams.changePace("cut", UNLIMITED);

        StreamView failed = awaitState(streams, "cut", StreamState.FAILED);
        assertThat(failed.lastError())
            .isEqualTo("cut.csv became shorter while it was read; start it from the beginning");
        assertThat(failed.rowsRejected()).isZero();
        assertThat(failed.rowsAcked()).isGreaterThanOrEqualTo(sent);
    }

    @Test
    void countsTheRowsSentBeforeItsFileEndedTooEarly() throws IOException {
        csv(data, "whole.csv", 30_000);
        byte[] whole = Files.readAllBytes(data.resolve("whole.csv"));
        byte[] zstd = Zstd.compress(whole);
        Files.write(data.resolve("zstd.csv.zst"), Arrays.copyOf(zstd, zstd.length / 2));
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(data.resolve("gzip.csv.gz")))) {
            gzip.write(whole);
        }
        byte[] gzip = Files.readAllBytes(data.resolve("gzip.csv.gz"));
        Files.write(data.resolve("short.csv.gz"), Arrays.copyOf(gzip, gzip.length / 2));
        gzip[gzip.length - 8] ^= 1;
        Files.write(data.resolve("gzip.csv.gz"), gzip);
        streams.create(spec("zstd", "zstd.csv.zst", UNLIMITED));
        streams.create(spec("gzip", "gzip.csv.gz", UNLIMITED));
        streams.create(spec("short", "short.csv.gz", UNLIMITED));

        for (String stream : List.of("zstd", "gzip", "short")) {
            StreamView failed = awaitState(streams, stream, StreamState.FAILED);
            assertThat(failed.rowsAcked()).isPositive();
            assertThat(failed.rowsRead()).isEqualTo(failed.rowsAcked() + failed.rowsRejected());
            assertThat(failed.lastError()).startsWith(stream + ".csv");
        }
    }

    @Test
    void failsAtOnceWhenKafkaRefusesItsTopicPermanently() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic("T.x", 1, (short) 1))).all().get();
        }
        StreamSpec spec = spec("collides", csv(data, "collides.csv", 10), UNLIMITED);
        streams.create(new StreamSpec("collides", "T_x", spec.source(), spec.pace(), Partitioning.STATION,
                Delivery.EXACTLY_ONCE, null, true));

        assertThat(awaitState(streams, "collides", StreamState.FAILED).lastError())
            .isEqualTo("Kafka refuses topic 'T_x': Topic 'T_x' collides with existing topic: T.x");
    }

    @Test
    void reportsTopicsWithoutASink() throws Exception {
        streams.create(spec("sunk", csv(data, "sunk.csv", 10), UNLIMITED));
        streams.create(spec("unsunk", csv(data, "unsunk.csv", 10), UNLIMITED));
        assertThat(streams.find("unsunk").unsunk()).as("its topic is new").isNull();
        awaitState(streams, "sunk", StreamState.COMPLETED);
        try (Admin admin = admin()) {
            admin.alterConsumerGroupOffsets("archive", Map.of(new TopicPartition("sunk", 0), new OffsetAndMetadata(0)))
                .all()
                .get();
        }

        awaitView(streams, "sunk", (view) -> assertThat(view.unsunk()).isFalse());
        await().atMost(Duration.ofSeconds(90)).until(() -> Boolean.TRUE.equals(streams.find("unsunk").unsunk()));
    }

    @Test
    void aFileWithMuchTextAndNoRowDelaysNoOtherStream() throws IOException {
        byte[] start = Zstd.compress("Time,Station\n1,2\n".getBytes(UTF_8));
        byte[] blank = Zstd.compress("\n".repeat(16 << 20).getBytes(UTF_8));
        Path file = Files.write(data.resolve("bomb.csv.zst"), start);
        for (int i = 0; i < 1000; i++) {
            Files.write(file, blank, StandardOpenOption.APPEND);
        }
        streams.create(spec("bomb", "bomb.csv.zst", UNLIMITED));
        awaitRows(streams, "bomb", 1);

        String beside = csv(data, "beside.csv", 1000);
        for (int i = 0; i < 8; i++) {
            streams.create(spec("beside-" + i, beside, UNLIMITED));
        }
        for (int i = 0; i < 8; i++) {
            assertThat(awaitState(streams, "beside-" + i, StreamState.COMPLETED).rowsAcked()).isEqualTo(1000);
        }
        assertThat(streams.find("bomb").state()).isEqualTo(StreamState.RUNNING);
        streams.delete("bomb");
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()));
    }

}

package io.sensorstreams.producer.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.sensorstreams.common.objects.FaultyLink;
import io.sensorstreams.common.objects.ObjectServer;
import io.sensorstreams.kafka.TestKafka;
import io.sensorstreams.producer.TestService;
import io.sensorstreams.producer.arrival.Afterwards;
import io.sensorstreams.producer.arrival.FileSort;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.source.DirectorySource;
import io.sensorstreams.producer.source.OnBadRow;
import io.sensorstreams.producer.source.Source;
import io.sensorstreams.producer.source.TestSources;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.awaitStarted;
import static io.sensorstreams.producer.stream.TestStreams.identities;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static io.sensorstreams.producer.stream.TestStreams.with;
import static org.assertj.core.api.Assertions.assertThat;

/** Streams of objects, whose store fails in many ways. */
class ObjectSourceIT {

    private static final String BUCKET = "object-source";

    private static final TopicReader TOPICS = new TopicReader(TestKafka.bootstrapServers());

    /** About 12 MB, more than is read ahead. */
    private static final int ROWS = 300_000;

    /** Bytes that are enough for some rows, and not for all. */
    private static final int PART = 3_000_000;

    private FaultyLink link;

    @BeforeAll
    static void bucket() {
        ObjectServer.shared().bucket(BUCKET);
    }

    @BeforeEach
    void open() throws IOException {
        this.link = new FaultyLink(ObjectServer.shared().endpoint());
    }

    @AfterEach
    void close() throws IOException {
        this.link.close();
    }

    private TestService start(String prefix) {
        return startAt("s3://" + BUCKET + "/" + prefix, Duration.ofSeconds(20));
    }

    /**
     * Scans of files read nearly nothing, so that the bytes that pass are those of the
     * streams.
     */
    private TestService startAt(String place, Duration timeout) {
        return TestService.replica("objects", TestKafka.bootstrapServers(), place,
                "sensor.s3.endpoint=" + this.link.endpoint(), "sensor.s3.timeout=" + timeout,
                "sensor.s3.patience=" + timeout, "sensor.scan.max-size=1KB");
    }

    private static ShownStreams streams(TestService service) {
        ShownStreams streams = ShownStreams.of(service);
        awaitStarted(streams);
        return streams;
    }

    private static void put(String key, int rows) {
        put(key, content(rows));
    }

    private static String content(int rows) {
        return IntStream.range(0, rows)
            .mapToObj((row) -> "S1,%d,%030d%n".formatted(row, row))
            .collect(Collectors.joining("", "Station,n,text\n", ""));
    }

    private static void put(String key, String content) {
        put(BUCKET, key, content);
    }

    private static void put(String bucket, String key, String content) {
        ObjectServer.shared().client().putObject((put) -> put.bucket(bucket).key(key), RequestBody.fromString(content));
    }

    private static StreamView await(ShownStreams streams, String name, Consumer<StreamView> assertion) {
        Awaitility.await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> assertion.accept(streams.find(name)));
        return streams.find(name);
    }

    private static void assertWaits(StreamView view) {
        assertThat(view.state()).isEqualTo(StreamState.RUNNING);
        assertThat(view.lastError()).startsWith("Waits for the object store: ");
    }

    @Test
    void sendsEachRowOnceWhileTheStoreFailsAndTheServiceRestarts() {
        put("once/long.csv", ROWS);
        this.link.answers(503, "SlowDown");
        try (TestService service = start("once")) {
            ShownStreams streams = streams(service);
            streams.create(spec("object-once", "long.csv", UNLIMITED));
            await(streams, "object-once", (view) -> {
                assertWaits(view);
                assertThat(view.lastError()).contains("the store asks for fewer calls (status 503");
            });
            this.link.allows(PART);
            await(streams, "object-once", (view) -> {
                assertThat(view.rowsAcked()).isPositive();
                assertWaits(view);
            });
            this.link.refuses();
        }
        try (TestService service = start("once")) {
            ShownStreams streams = streams(service);
            await(streams, "object-once", ObjectSourceIT::assertWaits);
            this.link.answers(403, "AccessDenied");
            await(streams, "object-once", (view) -> assertThat(view.lastError()).contains("access denied (status 403"));
            this.link.cuts(3_000_000);
            await(streams, "object-once", (view) -> {
                assertThat(view.state()).isEqualTo(StreamState.COMPLETED);
                assertThat(view.lastError()).isNull();
            });
            streams.delete("object-once");
        }
        assertThat(TOPICS.rows("object-once")).isEqualTo(identities("object-once", 1, ROWS));
    }

    @Test
    void continuesWhenTheBucketExistsAndTheStoreAnswers() {
        try (TestService service = startAt("s3://object-later/in", Duration.ofSeconds(3))) {
            ShownStreams streams = streams(service);
            streams.create(spec("object-later", "A.csv", UNLIMITED));
            await(streams, "object-later", (view) -> {
                assertWaits(view);
                assertThat(view.lastError()).contains("there is no bucket 'object-later'; create it");
            });
            this.link.answers(400, "ExpiredToken");
            await(streams, "object-later", (view) -> {
                assertWaits(view);
                assertThat(view.lastError()).contains("the credentials are invalid or expired (status 400");
            });
            this.link.hangs();
            ObjectServer.shared().bucket("object-later");
            put("object-later", "in/A.csv", "Station,n\nS1,1\nS2,2\n");
            await(streams, "object-later", (view) -> {
                assertWaits(view);
                assertThat(view.lastError()).contains("the store did not answer in time");
            });
            this.link.works();
            await(streams, "object-later", (view) -> {
                assertThat(view.state()).isEqualTo(StreamState.COMPLETED);
                assertThat(view.lastError()).isNull();
            });
            streams.delete("object-later");
        }
        assertThat(TOPICS.rows("object-later")).isEqualTo(identities("object-later", 1, 2));
    }

    @Test
    void readsAnObjectFromItsEnd() {
        put("reversed/long.csv", ROWS);
        this.link.cuts(3_000_000);
        try (TestService service = start("reversed")) {
            ShownStreams streams = streams(service);
            streams.create(with(spec("object-reversed", "long.csv", UNLIMITED),
                    TestSources.csv("long.csv", Source.Order.REVERSED), null));
            await(streams, "object-reversed", (view) -> assertThat(view.state()).isEqualTo(StreamState.COMPLETED));
            streams.delete("object-reversed");
        }
        assertThat(TOPICS.rows("object-reversed")).isEqualTo(identities("object-reversed", 1, ROWS));
        assertThat(TOPICS.read("object-reversed").get(0).value()).contains("\"n\":" + (ROWS - 1) + ",");
    }

    @Test
    void failsWhenTheObjectIsReplaced() {
        put("replaced/long.csv", ROWS);
        this.link.allows(PART);
        try (TestService service = start("replaced")) {
            ShownStreams streams = streams(service);
            streams.create(spec("object-replaced", "long.csv", UNLIMITED));
            await(streams, "object-replaced", (view) -> {
                assertThat(view.rowsAcked()).isPositive();
                assertWaits(view);
            });
            put("replaced/long.csv", ROWS + 1);
            this.link.works();
            await(streams, "object-replaced", (view) -> {
                assertThat(view.state()).isEqualTo(StreamState.FAILED);
                assertThat(view.lastError())
                    .isEqualTo("long.csv was replaced while it was read; start it from the beginning");
            });
            // It has only grown: the rows that were sent are the same.
            streams.start("object-replaced");
            await(streams, "object-replaced", (view) -> assertThat(view.state()).isEqualTo(StreamState.COMPLETED));
            streams.delete("object-replaced");
        }
        assertThat(TOPICS.rows("object-replaced")).isEqualTo(identities("object-replaced", 1, ROWS + 1));
    }

    @Test
    void readsObjectsAsTheyArriveAndMovesThem() {
        put("arriving/A1.csv", 100);
        put("arriving/A2.csv", 100);
        try (TestService service = start("arriving")) {
            ShownStreams streams = streams(service);
            streams.create(with(spec("object-arriving", "A1.csv", UNLIMITED),
                    new DirectorySource("A*.csv", FileSort.NAME, Duration.ofMillis(50), false, Afterwards.MOVE,
                            List.of(), OnBadRow.SKIP, null, "iso", null, null, null),
                    null));
            await(streams, "object-arriving", (view) -> assertThat(view.rowsAcked()).isEqualTo(200));
            put("arriving/A3.csv", 50);
            await(streams, "object-arriving", (view) -> assertThat(view.rowsAcked()).isEqualTo(250));
            await(streams, "object-arriving", (view) -> assertThat(keys("arriving/"))
                .containsExactly("arriving/done/A1.csv", "arriving/done/A2.csv", "arriving/done/A3.csv"));
            streams.delete("object-arriving");
        }
        assertThat(TOPICS.rows("object-arriving")).isEqualTo(identities("object-arriving", 1, 250));
    }

    private static List<String> keys(String prefix) {
        return ObjectServer.shared()
            .client()
            .listObjectsV2((list) -> list.bucket(BUCKET).prefix(prefix))
            .contents()
            .stream()
            .map(S3Object::key)
            .toList();
    }

}

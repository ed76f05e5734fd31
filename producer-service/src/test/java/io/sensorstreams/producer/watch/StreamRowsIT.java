package io.sensorstreams.producer.watch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.sensorstreams.common.web.live.WatchedEvents;
import io.sensorstreams.kafka.TestKafka;
import io.sensorstreams.producer.TestService;
import io.sensorstreams.producer.command.StreamRegistry;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.source.OnBadRow;
import io.sensorstreams.producer.stream.TestStreams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static io.sensorstreams.producer.stream.TestStreams.csv;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class StreamRowsIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    static Path data;

    private static TestService service;

    private static StreamRegistry streams;

    @BeforeAll
    static void start() {
        service = TestService.start(TestKafka.bootstrapServers(), data);
        streams = service.bean(StreamRegistry.class);
        await().atMost(SOON).ignoreExceptions().until(() -> streams.all() != null);
    }

    @AfterEach
    void delete() {
        streams.all().forEach((stream) -> streams.delete(stream.name()));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void showsEveryRowOfASlowStreamOnce() throws Exception {
        streams.create(spec("watched-slow", csv(data, "watched-slow.csv", 100_000), new Pace.Rate(50.0)));

        try (WatchedEvents events = watch("watched-slow", 1000)) {
            await().atMost(SOON).until(() -> events.rows().size() >= 100);

            List<JsonNode> rows = events.rows();
            List<Long> numbers = rows.stream().map(StreamRowsIT::number).sorted().toList();
            assertThat(numbers).doesNotHaveDuplicates();
            assertThat(numbers.get(numbers.size() - 1) - numbers.get(0)).isLessThan(numbers.size() + 60L);
            JsonNode row = rows.get(0);
            assertThat(row.path("topic").asString()).isEqualTo("watched-slow");
            assertThat(row.path("key").asString()).isEqualTo("S" + number(row) % 3);
            assertThat(row.path("value").path("Value").asDouble()).isEqualTo((double) number(row));
            assertThat(row.path("offset").isIntegralNumber()).isTrue();
            assertThat(row.path("at").asString()).matches("20..-..-..T.*Z");
            assertThat(events.skipped()).isZero();
        }
    }

    @Test
    void showsOnlyTheRowsOfItsStream() throws Exception {
        streams.create(spec("one", csv(data, "one.csv", 100_000), new Pace.Rate(20.0)));
        StreamSpec other = spec("two", csv(data, "two.csv", 100_000), new Pace.Rate(20.0));
        streams.create(new StreamSpec(other.name(), "one", other.source(), other.pace(), other.partitioning(),
                other.delivery(), null, true));

        try (WatchedEvents one = watch("one", 20); WatchedEvents two = watch("two", 20)) {
            await().atMost(SOON).until(() -> one.rows().size() > 20 && two.rows().size() > 20);

            assertThat(one.rows()).allMatch((row) -> row.path("row").asString().startsWith("one/1/"));
            assertThat(two.rows()).allMatch((row) -> row.path("row").asString().startsWith("two/1/"));
            assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> thread.getName().equals("watch-one"))
                .as("consumers of the topic")
                .hasSize(1);
        }
        await().atMost(SOON)
            .until(() -> Thread.getAllStackTraces()
                .keySet()
                .stream()
                .noneMatch((thread) -> thread.getName().equals("watch-one")));
    }

    @Test
    void showsASampleOfAFastStream() throws Exception {
        StreamSpec once = spec("watched-fast", csv(data, "watched-fast.csv", 50_000), TestStreams.UNLIMITED);
        streams
            .create(TestStreams.with(once, TestStreams.source("watched-fast.csv", OnBadRow.DEAD_LETTER, true), null));

        try (WatchedEvents events = watch("watched-fast", 10)) {
            long begin = System.nanoTime();
            await().atMost(SOON).until(() -> events.rows().size() >= 40 && events.skipped() > 10_000);

            double seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
            assertThat((double) events.rows().size()).isLessThanOrEqualTo(10 * (seconds + 3));
        }
    }

    @Test
    void endsWhenTheStreamIsDeleted() throws Exception {
        streams.create(spec("watched-gone", csv(data, "watched-gone.csv", 1000), new Pace.Rate(20.0)));

        try (WatchedEvents events = watch("watched-gone", 20)) {
            await().atMost(SOON).until(() -> !events.rows().isEmpty());
            streams.delete("watched-gone");

            await().atMost(SOON).until(events::hasEnded);
        }
        assertThat(call("GET", "/api/streams/watched-gone/rows").statusCode()).isEqualTo(404);
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        streams.create(spec("watched-known", csv(data, "watched-known.csv", 10), new Pace.Rate(1.0)));

        HttpResponse<String> unknown = call("GET", "/api/streams/unknown/rows");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(unknown.body()).contains("urn:sensor-streams:problem:stream-not-found",
                "There is no stream 'unknown'");
        for (String wrong : List.of("0", "1001", "-1", "x")) {
            HttpResponse<String> refused = call("GET", "/api/streams/watched-known/rows?perSecond=" + wrong);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(refused.body()).as(wrong).contains("perSecond");
        }
        assertThat(call("POST", "/api/streams/watched-known/rows").statusCode()).isEqualTo(405);
    }

    @Test
    void answersHead() throws Exception {
        streams.create(spec("head", csv(data, "head.csv", 10), new Pace.Rate(1.0)));

        HttpResponse<String> known = call("HEAD", "/api/streams/head/rows");

        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(known.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(call("HEAD", "/api/streams/unknown/rows").statusCode()).isEqualTo(404);
    }

    private static long number(JsonNode row) {
        String[] identity = row.path("row").asString().split("/");
        return Long.parseLong(identity[identity.length - 1]);
    }

    private static WatchedEvents watch(String stream, int perSecond) throws IOException, InterruptedException {
        return WatchedEvents.open(service.address() + "/api/streams/" + stream + "/rows?perSecond=" + perSecond);
    }

    private static HttpResponse<String> call(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.address() + path))
            .method(method, BodyPublishers.noBody())
            .timeout(SOON)
            .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

}

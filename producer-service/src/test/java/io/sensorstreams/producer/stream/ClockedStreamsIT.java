package io.sensorstreams.producer.stream;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.sensorstreams.kafka.TestKafka;
import io.sensorstreams.producer.definition.InvalidStreamException;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.pace.Pace;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Streams that follow a clock. */
class ClockedStreamsIT extends StreamsFixture {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final TopicReader topics = new TopicReader(TestKafka.bootstrapServers());

    @BeforeAll
    static void start() {
        startService();
    }

    @Test
    void sendsRowsOfOneInstantAtOneInstant() {
        clock("together", "{'from':'2023-08-31','speedup':10}");
        create("together-a", 40, "together");
        create("together-b", 40, "together");
        TestStreams.awaitState(streams, "together-a", StreamState.RUNNING);
        command("together/start");

        TestStreams.awaitState(streams, "together-a", StreamState.COMPLETED);
        TestStreams.awaitState(streams, "together-b", StreamState.COMPLETED);

        Map<String, Long> one = timestamps("together-a");
        Map<String, Long> other = timestamps("together-b");
        assertThat(one.keySet()).hasSize(40).isEqualTo(other.keySet());
        List<Long> apart = one.keySet()
            .stream()
            .map((time) -> Math.abs(one.get(time) - other.get(time)))
            .sorted()
            .toList();
        // A busy machine delays single commits.
        assertThat(apart.get(apart.size() / 2)).isLessThan(100);
        long first = one.get("31/08/2023 00:00:00");
        long last = one.get("31/08/2023 00:00:39");
        assertThat(last - first).isBetween(3_000L, 5_000L);
    }

    @Test
    void pausesAllStreamsAndContinues() {
        clock("pausing", "{'from':'2023-08-31','speedup':5}");
        create("pausing-a", 60, "pausing");
        command("pausing/start");
        TestStreams.awaitRows(streams, "pausing-a", 3);

        assertThat(command("pausing/pause").path("state").asString()).isEqualTo("PAUSED");

        String stands = call("GET", "/api/clocks/pausing", "").path("time").asString();
        AtomicLong rows = new AtomicLong(-1);
        await().pollInterval(Duration.ofSeconds(1)).until(() -> {
            long acked = streams.find("pausing-a").rowsAcked();
            return rows.getAndSet(acked) == acked;
        });
        assertThat(rows.get()).isLessThan(60);
        assertThat(call("GET", "/api/clocks/pausing", "").path("time").asString()).isEqualTo(stands);
        call("PATCH", "/api/clocks/pausing", "{'speedup':1000}");
        command("pausing/resume");
        TestStreams.awaitState(streams, "pausing-a", StreamState.COMPLETED);
        assertThat(this.topics.rows("pausing-a")).isEqualTo(TestStreams.identities("pausing-a", 1, 60));
    }

    @Test
    void sendsRowsAgainAfterASeekBack() {
        clock("again", "{'from':'2023-08-31','speedup':1000}");
        create("again-a", 50, "again");
        command("again/start");
        TestStreams.awaitState(streams, "again-a", StreamState.COMPLETED);

        call("POST", "/api/clocks/again/seek", "{'to':'2023-08-31T00:00:30'}");

        TestStreams.awaitView(streams, "again-a", (view) -> assertThat(view.rowsAcked()).isEqualTo(70));
        TestStreams.awaitState(streams, "again-a", StreamState.COMPLETED);
        List<String> expected = new ArrayList<>(TestStreams.identities("again-a", 1, 50));
        expected.addAll(TestStreams.identities("again-a", 2, 20));
        assertThat(this.topics.rows("again-a")).isEqualTo(expected);
    }

    @Test
    void leavesOutTheRowsBeforeALaterTime() {
        clock("later", "{'from':'2023-08-31','to':'2023-08-31T00:03','speedup':1}");
        create("later-a", 300, "later");
        command("later/start");
        TestStreams.awaitRows(streams, "later-a", 1);

        call("POST", "/api/clocks/later/seek", "{'to':'2023-08-31T00:02:50'}");

        call("PATCH", "/api/clocks/later", "{'speedup':1000}");
        StreamView view = TestStreams.awaitState(streams, "later-a", StreamState.COMPLETED);
        Map<String, Long> sent = timestamps("later-a");
        assertThat(sent).containsKey("31/08/2023 00:00:00")
            .containsKey("31/08/2023 00:02:50")
            .containsKey("31/08/2023 00:02:59")
            .doesNotContainKeys("31/08/2023 00:02:49", "31/08/2023 00:03:00");
        assertThat(view.clock().rowsSkipped()).isEqualTo(180 - sent.size());
        await().untilAsserted(
                () -> assertThat(call("GET", "/api/clocks/later", "").path("state").asString()).isEqualTo("STOPPED"));
        assertThat(call("POST", "/api/clocks/later/start", "").path("type").asString())
            .isEqualTo("urn:sensor-streams:problem:clock-ended");
    }

    @Test
    void passesOverATimeWithoutRows() {
        clock("gap", "{'from':'2023-08-31','maxGap':'2s'}");
        String rows = "Time,Value\n31/08/2023 00:00:00,1\n31/08/2023 00:00:01,2\n31/08/2023 10:00:00,3\n";
        TestStreams.write(data, "gap-a.csv", rows);
        TestStreams.write(data, "gap-b.csv", rows.replace("10:00:00", "11:00:00"));
        create("gap-a", "gap");
        create("gap-b", "gap");

        command("gap/start");

        TestStreams.awaitState(streams, "gap-a", StreamState.COMPLETED);
        TestStreams.awaitState(streams, "gap-b", StreamState.COMPLETED);
        Map<String, Long> sent = timestamps("gap-a");
        assertThat(sent.get("31/08/2023 10:00:00") - sent.get("31/08/2023 00:00:01")).isGreaterThan(1_500);
    }

    @Test
    void refusesRowsThatRunBackwards() {
        clock("backwards", "{'from':'2023-08-31'}");
        TestStreams.write(data, "backwards-a.csv", "Time,Value\n31/08/2023 00:00:02,1\n31/08/2023 00:00:01,2\n");
        create("backwards-a", "backwards");

        assertThat(TestStreams.awaitState(streams, "backwards-a", StreamState.FAILED).lastError())
            .isEqualTo("backwards-a.csv: its newest rows are read first, but a clock runs forward; "
                    + "set the other source.order");
    }

    @Test
    void keepsAClockWithStreams() {
        clock("kept", "{'from':'2023-08-31'}");
        create("kept-a", 3, "kept");

        JsonNode refused = call("DELETE", "/api/clocks/kept", "");

        assertThat(refused.path("type").asString()).isEqualTo("urn:sensor-streams:problem:clock-in-use");
        assertThat(refused.path("detail").asString()).contains("kept-a");
        streams.delete("kept-a");
        call("DELETE", "/api/clocks/kept", "");
        assertThat(call("GET", "/api/clocks/kept", "").path("status").asInt()).isEqualTo(404);
    }

    @Test
    void refusesAnUnknownClock() {
        assertThatExceptionOfType(InvalidStreamException.class).isThrownBy(() -> create("lost", 3, "nowhere"))
            .satisfies((refused) -> assertThat(refused.errors()).containsOnlyKeys("pace.clock"));
    }

    private static void create(String name, int rows, String clock) {
        TestStreams.csv(data, name + ".csv", rows);
        create(name, clock);
    }

    /** Creates a stream of the file of its name. */
    private static void create(String name, String clock) {
        streams.create(TestStreams.spec(name, name + ".csv", new Pace.EventTime(null, null, clock)));
    }

    /** Time of sending, by the time of the row. */
    private Map<String, Long> timestamps(String topic) {
        Map<String, Long> sent = new HashMap<>();
        for (ConsumerRecord<String, String> record : this.topics.read(topic)) {
            sent.put(MAPPER.readTree(record.value()).path("Time").asString(), record.timestamp());
        }
        return sent;
    }

    private static void clock(String name, String body) {
        assertThat(call("PUT", "/api/clocks/" + name, body).path("name").asString()).isEqualTo(name);
    }

    private static JsonNode command(String path) {
        return call("POST", "/api/clocks/" + path, "");
    }

    private static JsonNode call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.address() + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
        try {
            HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
            return response.body().isEmpty() ? MAPPER.createObjectNode() : MAPPER.readTree(response.body());
        }
        catch (IOException e) {
            throw new AssertionError(e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

}

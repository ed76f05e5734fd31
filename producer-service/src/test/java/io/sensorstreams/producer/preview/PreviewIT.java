package io.sensorstreams.producer.preview;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.common.wire.RowIdentity;
import io.sensorstreams.kafka.TestKafka;
import io.sensorstreams.producer.TestService;
import io.sensorstreams.producer.stream.TopicReader;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Compares previews with what the same streams send to a real broker.
 */
class PreviewIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final String ODD = """
            Time,Station,Temperature,Note
            31/08/2023 23:59:00,SVDT1,27.0,a
            31/08/2023 23:58:00,SVDT3,---,"say ""hi"", twice"
            31/08/2023 23:57:00,SVDT1
            31/08/2023 23:56:00,,1e5,
            31/08/2023 23:55:00,SVDT1,007,"two
            lines"
            31/08/2023 23:54:00,Đồng Tháp,26.50,\\
            31/08/2023 23:53:00,SVDT1,-0,"open
            31/08/2023 23:52:00,SVDT3,3,z
            """;

    @TempDir
    static Path data;

    private static TestService service;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(data.resolve("odd.csv"), ODD);
        service = TestService.start(TestKafka.bootstrapServers(), data);
        await().atMost(TIMEOUT).until(() -> get("/api/streams").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { """
            "source":{"type":"csv","file":"odd.csv"}""", """
            "source":{"type":"csv","file":"odd.csv","order":"reversed","onBadRow":"skip"},"partitioning":"row\"""", """
            "source":{"type":"csv","file":"odd.csv","missing":["a"],"stationColumn":"Note"},"limit":3""", """
            "source":{"type":"csv","file":"odd.csv","onBadRow":"fail"},"partitioning":"row\"""", """
            "source":{"type":"random","stations":["A","B","C"],"seed":7,"start":"2024-01-01T00:00:00",
              "fields":{"n":{"type":"int","min":0,"max":9},"at":{"type":"timestamp"}}},"limit":40""" })
    void previewsWhatTheStreamSends(String spec) throws Exception {
        String name = "preview-" + Integer.toHexString(spec.hashCode());
        createTopic(name, 3);
        String body = """
                {"name":"%s","topic":"%s",%s}""".formatted(name, name, spec);

        JsonNode preview = JSON.readTree(ok(post("/api/streams/preview?rows=100", body)));
        ok(post("/api/streams", body));
        ok(post("/api/streams/" + name + "/start", ""));
        await().atMost(TIMEOUT)
            .until(() -> Set.of("COMPLETED", "FAILED")
                .contains(JSON.readTree(ok(get("/api/streams/" + name))).path("state").stringValue()));

        List<String> shown = new ArrayList<>();
        Set<String> anywhere = new HashSet<>();
        for (JsonNode record : preview.path("records")) {
            String row = record.path("row").stringValue();
            shown.add(row + " " + record.path("topic").stringValue() + " " + record.path("partition") + " "
                    + record.path("key") + " " + record.path("value"));
            if (record.path("partition").isNull()) {
                anywhere.add(row);
            }
        }
        assertThat(shown).isNotEmpty().isEqualTo(sent(name, anywhere));
    }

    @Test
    void showsValuesByteForByteAndTheLinesOfTheFile() throws Exception {
        String body = ok(post("/api/streams/preview", """
                {"name":"exact","topic":"exact-bytes","source":{"type":"csv","file":"odd.csv"}}"""));

        assertThat(body).startsWith(
                """
                        {"columns":["Time","Station","Temperature","Note"],"records":[\
                        {"row":"exact/1/0","line":2,"topic":"exact-bytes","partition":null,"key":"SVDT1",\
                        "value":{"Time":"31/08/2023 23:59:00","Station":"SVDT1","Temperature":27.0,"Note":"a"}},\
                        {"row":"exact/1/1","line":3,"topic":"exact-bytes","partition":null,"key":"SVDT3",\
                        "value":{"Time":"31/08/2023 23:58:00","Station":"SVDT3","Temperature":null,"Note":"say \\"hi\\", twice"}},\
                        {"row":"exact/1/3","line":5,"topic":"exact-bytes","partition":null,"key":null,\
                        "value":{"Time":"31/08/2023 23:56:00","Station":null,"Temperature":1e5,"Note":null}},\
                        {"row":"exact/1/4","line":6,"topic":"exact-bytes","partition":null,"key":"SVDT1",\
                        "value":{"Time":"31/08/2023 23:55:00","Station":"SVDT1","Temperature":"007","Note":"two\\u000alines"}},\
                        {"row":"exact/1/5","line":8,"topic":"exact-bytes","partition":null,"key":"Đồng Tháp",\
                        "value":{"Time":"31/08/2023 23:54:00","Station":"Đồng Tháp","Temperature":26.50,"Note":"\\\\"}},\
                        {"row":"exact/1/7","line":10,"topic":"exact-bytes","partition":null,"key":"SVDT3",\
                        "value":{"Time":"31/08/2023 23:52:00","Station":"SVDT3","Temperature":3,"Note":"z"}}],\
                        "rejected":[{"line":4,"reason":"row has 2 fields, header has 4"},\
                        {"line":9,"reason":"quoted field 4 is not closed"}],"rowsLookedAt":8,"file":"odd.csv","format":{"dialect":{"delimiter":",",""");
    }

    @Test
    void createsNothing() throws Exception {
        ok(post("/api/streams/preview", """
                {"name":"nothing","topic":"nothing","source":{"type":"csv","file":"odd.csv"}}"""));

        assertThat(get("/api/streams/nothing").statusCode()).isEqualTo(404);
        try (Admin admin = admin()) {
            assertThat(admin.listTopics().names().get()).doesNotContain("nothing", "nothing-dlt");
        }
    }

    @Test
    void numbersTheRowsOfANameThatWasUsedBefore() throws Exception {
        String body = """
                {"name":"used-before","topic":"used-before","source":{"type":"csv","file":"odd.csv"},"autoStart":true}""";
        ok(post("/api/streams", body));
        await().atMost(TIMEOUT)
            .until(() -> JSON.readTree(ok(get("/api/streams/used-before")))
                .path("state")
                .stringValue()
                .equals("COMPLETED"));

        await().atMost(TIMEOUT)
            .until(() -> ok(post("/api/streams/preview?rows=1", body)).contains("\"row\":\"used-before/2/0\""));
    }

    @Test
    void previewsAFileWithTheDefaultsOfItsStream() throws Exception {
        Files.writeString(data.resolve("SEEN2401.csv"), "Time,Station,T\n1,S1,2.50\n2,S2,3\n");

        assertThat(ok(get("/api/files/SEEN2401.csv/preview?rows=1"))).contains("""
                "records":[{"row":"seen2401/1/0","line":2,"topic":"SEEN","partition":null,"key":"S1",\
                "value":{"Time":1,"Station":"S1","T":2.50}}]""");
        createTopic("seen-by-row", 3);
        assertThat(ok(get("/api/files/SEEN2401.csv/preview?topic=seen-by-row&partitioning=row")))
            .contains("\"partition\":0,\"key\":null", "\"partition\":1,\"key\":null");
    }

    /** All of them are refused by {@code POST /api/streams}, too. */
    @ParameterizedTest
    @ValueSource(strings = { "{}", "", "[]", "{\"name\":\"a b\",\"topic\":\"\",\"limit\":0}", """
            {"name":"x","topic":"x","source":{"type":"csv","file":"missing.csv","timeFormat":"what"}}""", """
            {"name":"x","topic":"__x","source":{"type":"csv","file":"../x.csv","timeColumn":""}}""", """
            {"name":"x","topic":"x","source":{"type":"random","fields":{"n":{"type":"int","min":5,"max":1}}}}""", """
            {"name":"x","topic":"x","source":{"type":"random"},"pace":{"type":"rate","perSecond":-1}}""", """
            {"name":"x","topic":"x","source":{"type":"nothing"}}""", """
            {"name":"x","topic":"x","unknown":1,"source":{"type":"random"}}""" })
    void refusesWhatTheStreamWouldBeRefusedFor(String body) throws Exception {
        JsonNode creation = problem(post("/api/streams", body));
        JsonNode preview = problem(post("/api/streams/preview", body));

        ObjectNode expected = creation.path("errors").asObject().deepCopy();
        // Only a preview may have no name.
        if (!body.contains("\"name\"")) {
            expected.remove("name");
        }
        assertThat(preview.path("errors")).isEqualTo(expected);
        assertThat(preview.path("type")).isEqualTo(creation.path("type"));
    }

    private static JsonNode problem(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        return JSON.readTree(response.body());
    }

    /**
     * Describes the records of a topic, in the order of sending.
     * @param anywhere rows whose partition is not compared
     */
    private static List<String> sent(String topic, Set<String> anywhere) {
        return new TopicReader(TestKafka.bootstrapServers()).read(topic)
            .stream()
            .sorted(Comparator.comparingLong((record) -> RowIdentity.of(record.headers()).orElseThrow().seq()))
            .map((record) -> {
                String row = RowIdentity.of(record.headers()).orElseThrow().toString();
                return row + " " + record.topic() + " " + (anywhere.contains(row) ? null : record.partition()) + " "
                        + JSON.writeValueAsString(record.key()) + " " + JSON.readTree(record.value());
            })
            .toList();
    }

    private static void createTopic(String name, int partitions) throws InterruptedException, ExecutionException {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
            await().atMost(TIMEOUT)
                .until(() -> admin.describeTopics(List.of(name))
                    .allTopicNames()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .handle((found, failure) -> failure == null)
                    .get(5, TimeUnit.SECONDS));
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()));
    }

    private static String ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response.body();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(service.address() + path)).build(),
                BodyHandlers.ofString(UTF_8));
    }

    private static HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(service.address() + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body, UTF_8))
            .build(), BodyHandlers.ofString(UTF_8));
    }

}

package io.sensorstreams.producer.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.sensorstreams.common.openapi.ApiContract;
import io.sensorstreams.kafka.LocalKafka;
import io.sensorstreams.kafka.LocalKafkaSettings;
import io.sensorstreams.producer.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The committed OpenAPI document and the running service agree: each operation is called
 * with its examples and with a wrong input.
 */
@Timeout(180)
class OpenApiIT {

    private static final Path DOCUMENT = Path.of("..", "docs", "openapi-producer.json");

    private static final String ABSENT = "absent";

    private static final String ABSENT_FILE = "absent.csv";

    private static final String NO_MEDIA_TYPE = "nonsense";

    @TempDir
    static Path data;

    private static LocalKafka kafka;

    private static TestService service;

    @BeforeAll
    static void start() throws IOException {
        kafka = LocalKafka.start(LocalKafkaSettings.ofNodes(1));
        Files.writeString(data.resolve("AIR2402.csv"),
                "Time,Station,Temp\n" + "01/02/2024 00:00:00,S1,1.0\n".repeat(60));
        service = TestService.start(kafka.bootstrapServers(), data);
    }

    @AfterAll
    static void stop() {
        service.close();
        kafka.close();
    }

    @Test
    void agreesWithItsDocument() throws Exception {
        ApiContract api = ApiContract.of(DOCUMENT, service.address());
        api.assertExamplesMatch();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> create(api));

        refusesBodies(api);
        followsClocks(api);
        readsStreams(api);
        runsStream(api);
        refusesUnknownStreams(api);
        refusesWithoutMediaType(api);
        keepsFiles(api);
        previews(api);
        reports(api);
        changesAll(api);

        api.assertAllCalled();
    }

    private static void create(ApiContract api) throws Exception {
        api.call("createStream").example("file").expect(201);
    }

    private static void refusesBodies(ApiContract api) throws Exception {
        api.call("createStream").example("random").expect(201);
        api.call("createStream").example("file").expect(409);
        api.call("createStream")
            .wrong("{\"topic\":\"AIR\",\"source\":{\"type\":\"csv\",\"file\":\"AIR2402.csv\"}}")
            .expect(400);
        api.call("createStream").wrong("{\"name\":\"b\",\"topic\":\"AIR\",\"source\":{\"type\":\"csv\"}}").expect(400);
        api.call("createStream").wrong("{\"name\":\"b\",\"topic\":\"AIR\",\"source\":{\"type\":\"tape\"}}").expect(400);
        api.call("createStream").body("text/xml", "<stream/>").expect(415);
        api.call("replaceStream").wrong("{\"topic\":\"AIR\",\"source\":{\"type\":\"random\"},\"speed\":1}").expect(400);
        api.call("changeStreamPace").wrong("{\"type\":\"rate\",\"perSecond\":0}").expect(400);
        api.call("changeStreamPace").wrong("{\"type\":\"interval\"}").expect(400);
        api.call("changeStreamPace").wrong("{\"type\":\"interval\",\"every\":\"soon\"}").expect(400);
    }

    private static void readsStreams(ApiContract api) throws Exception {
        api.call("getAbout").expect(200);
        assertThat(api.call("listStreams").expect(200).size()).isEqualTo(2);
        api.call("getStream").expect(200);
        api.call("getStream").with("name", "random").expect(200);
        api.call("getStreamPosition").expect(200);
        api.call("getStreamPosition").with("name", "random").expect(200);
        for (String pace : new String[] { "eventTime", "cron", "unlimited", "rate", "interval" }) {
            api.call("changeStreamPace").example(pace).expect(200);
            api.call("getStream").expect(200);
        }
    }

    private static void followsClocks(ApiContract api) throws Exception {
        api.call("replaceClock").wrong("{\"to\":\"2024-03-01\"}").expect(400);
        api.call("replaceClock").example("february").expect(201);
        api.call("replaceClock").example("february").expect(200);
        api.call("changeStreamPace").example("clock").expect(200);
        api.call("changeStreamPace")
            .body("application/json", "{\"type\":\"event-time\",\"clock\":\"may\"}")
            .expect(400);
        api.call("getClock").expect(200);
        assertThat(api.call("listClocks").expect(200).size()).isEqualTo(1);
        api.call("deleteClock").expect(409);
        api.call("startClock").expect(200);
        api.call("replaceClock").example("zone").expect(409);
        api.call("changeClock").example("fast").expect(200);
        api.call("changeClock").wrong("{\"speedup\":0}").expect(400);
        api.call("seekClock").example("back").expect(200);
        api.call("seekClock").body("application/json", "{\"to\":\"2024-05-01\"}").expect(400);
        api.call("pauseClock").expect(200);
        api.call("resumeClock").expect(200);
        api.call("stopClock").expect(200);
        api.call("changeStreamPace").example("unlimited").expect(200);
        api.call("deleteClock").expect(204);
        for (String operation : new String[] { "getClock", "deleteClock", "startClock", "stopClock", "pauseClock",
                "resumeClock" }) {
            api.call(operation).with("name", ABSENT).expect(404);
        }
        api.call("listClocks").header("Accept", NO_MEDIA_TYPE).expect(406);
    }

    private static void runsStream(ApiContract api) throws Exception {
        api.call("startStream").with("from", "middle").expect(400);
        api.call("startStream").withExample("from").expect(200);
        api.call("replaceStream").example("file").expect(409);
        api.call("deleteStreamPosition").expect(409);
        api.call("pauseStream").expect(200);
        api.call("resumeStream").expect(200);
        api.call("stopStream").expect(200);
        api.call("deleteStreamPosition").expect(204);
        api.call("replaceStream").example("file").expect(200);
        api.call("replaceStream").with("name", "other").example("file").expect(201);
        api.call("deleteStream").with("name", "other").expect(204);
        api.call("changeStreamPace").example("unlimited").expect(200);
        assertThat(api.call("getStreamRows").with("name", "random").expect(200).asString()).startsWith("event: ");
        api.call("getStreamRows").with("perSecond", 0).expect(400);
        api.call("startStream").with("from", "beginning").expect(200);
        await().atMost(Duration.ofSeconds(60))
            .until(() -> api.call("getStream").expect(200).path("state").asString().equals("COMPLETED"));
        api.call("startStream").expect(409);
        api.call("pauseStream").expect(409);
    }

    private static void refusesUnknownStreams(ApiContract api) throws Exception {
        for (String operation : new String[] { "getStream", "deleteStream", "startStream", "stopStream", "pauseStream",
                "resumeStream", "getStreamPosition", "deleteStreamPosition", "getStreamRows" }) {
            api.call(operation).with("name", ABSENT).expect(404);
        }
        api.call("changeStreamPace").with("name", ABSENT).example("rate").expect(404);
        api.call("replaceStream").with("name", "no name").example("file").expect(400);
    }

    private static void refusesWithoutMediaType(ApiContract api) throws Exception {
        for (String operation : new String[] { "getAbout", "listStreams", "startAllStreams", "stopAllStreams" }) {
            api.call(operation).header("Accept", NO_MEDIA_TYPE).expect(406);
        }
    }

    private static void keepsFiles(ApiContract api) throws Exception {
        api.call("uploadFile").example("csv").expect(201);
        api.call("uploadFile").example("csv").expect(200);
        api.call("uploadFile").with("name", "notes.md").example("csv").expect(400);
        assertThat(api.call("listFiles").withExample("after").withExample("limit").expect(200).size()).isEqualTo(2);
        api.call("listFiles").with("limit", 0).expect(400);
        api.call("listFiles").with("limit", "many").expect(400);
    }

    private static void previews(ApiContract api) throws Exception {
        assertThat(api.call("previewStream").withExample("rows").example("file").expect(200).path("records").size())
            .isEqualTo(5);
        api.call("previewStream").with("rows", 0).example("file").expect(400);
        api.call("previewStream").wrong("{\"topic\":\"AIR\",\"source\":{\"type\":\"csv\"}}").expect(400);
        api.call("previewStream").body("text/xml", "<stream/>").expect(415);
        api.call("getFilePreview").withExample("topic").withExample("partitioning").expect(200);
        api.call("getFilePreview").withExample("dialect").expect(200);
        api.call("getFilePreview").with("partitioning", "hash").expect(400);
        api.call("getFilePreview").with("dialect", ";").expect(400);
        api.call("getFilePreview").with("name", ABSENT_FILE).expect(404);
    }

    private static void reports(ApiContract api) throws Exception {
        assertThat(api.call("getFileReport")
            .withExample("timeColumn")
            .withExample("timeFormat")
            .withExample("stationColumn")
            .withExample("timeZone")
            .withExample("dialect")
            .expect(200)
            .path("rows")
            .asLong()).isEqualTo(60);
        api.call("getFileReport").with("timeFormat", "bbbb").expect(400);
        api.call("getFileReport").with("dialect", ";").expect(400);
        api.call("getFileReport").with("name", ABSENT_FILE).expect(404);
    }

    private static void changesAll(ApiContract api) throws Exception {
        api.call("startAllStreams").expect(200);
        api.call("stopAllStreams").expect(200);
        api.call("deleteStream").expect(204);
        api.call("deleteStream").with("name", "random").expect(204);
    }

}

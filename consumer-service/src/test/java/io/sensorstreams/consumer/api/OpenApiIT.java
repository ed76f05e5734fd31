package io.sensorstreams.consumer.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.sensorstreams.common.openapi.ApiContract;
import io.sensorstreams.consumer.listen.ConsumerService;
import io.sensorstreams.kafka.LocalKafka;
import io.sensorstreams.kafka.LocalKafkaSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The committed OpenAPI document and the running service agree: each operation is called
 * with its examples and with a wrong input.
 */
@Timeout(180)
class OpenApiIT {

    private static final Path DOCUMENT = Path.of("..", "docs", "openapi-consumer.json");

    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String ABSENT = "absent";

    private static final String NO_MEDIA_TYPE = "nonsense";

    @TempDir
    static Path output;

    private static LocalKafka kafka;

    private static ConsumerService service;

    @BeforeAll
    static void start() throws Exception {
        kafka = LocalKafka.start(LocalKafkaSettings.ofNodes(1));
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(settings);
                Producer<byte[], byte[]> producer = new KafkaProducer<>(settings, new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic("AIR", 1, (short) 1))).all().get();
            for (int row = 0; row < 60; row++) {
                byte[] value = "{\"Time\":\"01/02/2024 00:%02d:00\",\"Temp\":26.1}".formatted(row)
                    .getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>("AIR", 0, null, value));
            }
        }
        service = ConsumerService.start(output, "sensor.topics=AIR",
                "spring.kafka.bootstrap-servers=" + kafka.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        service.close();
        kafka.close();
    }

    @Test
    void agreesWithItsDocument() throws Exception {
        ApiContract api = ApiContract.of(DOCUMENT, "http://127.0.0.1:" + service.port());
        api.assertExamplesMatch();
        awaitRows(api);

        readsFiles(api);
        readsSeries(api);
        findsRows(api);
        audits(api);
        changesGroup(api);
        replays(api);
        listsReplicas(api);
        refusesUnknownNames(api);
        refusesWithoutMediaType(api);

        api.assertAllCalled();
    }

    private static void awaitRows(ApiContract api) {
        await().atMost(SOON)
            .untilAsserted(() -> assertThat(api.call("listPartitions").expect(200))
                .anySatisfy((partition) -> assertThat(partition.path("rows").asLong()).isEqualTo(60)));
    }

    private static void readsFiles(ApiContract api) throws Exception {
        api.call("getAbout").expect(200);
        assertThat(api.call("listFiles").expect(200).size()).isEqualTo(1);
        assertThat(api.call("getFile").expect(200).asString().lines().count()).isEqualTo(61);
        assertThat(api.call("getFile").withExample("Range").expect(206).asString()).hasSize(100);
        assertThat(api.call("getFile").withExample("tail").expect(200).asString().lines().count()).isEqualTo(21);
        api.call("getFile").with("Range", "bytes=1000000-").expect(416);
        api.call("getFile").with("tail", -1).expect(400);
        api.call("getFile").with("partition", "first").expect(400);
    }

    private static void readsSeries(ApiContract api) throws Exception {
        assertThat(
                api.call("getFileSeries").with("columns", "Temp").withExample("x").expect(200).path("positions").size())
            .isEqualTo(60);
        api.call("getFileSeries").withExample("points").expect(200);
        api.call("getFileSeries").with("points", 1).expect(400);
        api.call("getFileSeries").with("columns", "Pressure").expect(400);
        api.call("getFileSeries").with("file", ABSENT).expect(404);
    }

    private static void findsRows(ApiContract api) throws Exception {
        JsonNode found = api.call("findRow")
            .withExample("topic")
            .withExample("offset")
            .withExample("partition")
            .expect(200);
        assertThat(found.path("groups").path(0).path("line").asLong()).isEqualTo(9);
        api.call("findRow").withExample("topic").with("offset", -1).expect(400);
        api.call("findRow").with("topic", "FIRE").withExample("offset").expect(400);
        api.call("findRow")
            .withExample("topic")
            .withExample("row")
            .withExample("stream")
            .withExample("run")
            .expect(404);
    }

    private static void audits(ApiContract api) throws Exception {
        api.call("getLatestAudit").expect(404);
        String first = api.call("startAudit").example("all").expect(202).path("id").asString();
        await().atMost(SOON).until(() -> isCompleted(api, first));
        String second = api.call("startAudit").example("groups").expect(202).path("id").asString();
        await().atMost(SOON).until(() -> isCompleted(api, second));
        assertThat(api.call("listAudits").expect(200).size()).isEqualTo(2);
        assertThat(api.call("getLatestAudit").expect(200).path("verdict").asString()).isEqualTo("CLEAN");
        api.call("getAudit").with("id", ABSENT).expect(404);
        api.call("startAudit").wrong("{\"groups\":\"AIR\"}").expect(400);
        api.call("startAudit").body("application/json", "{\"groups\":[\"FIRE\"]}").expect(400);
    }

    private static boolean isCompleted(ApiContract api, String id) throws IOException, InterruptedException {
        return api.call("getAudit").with("id", id).expect(200).path("state").asString().equals("COMPLETED");
    }

    private static void changesGroup(ApiContract api) throws Exception {
        assertThat(api.call("listListeners").expect(200).size()).isEqualTo(1);
        assertThat(api.call("getPartitionRows").expect(200).asString()).startsWith("event: ");
        api.call("getPartitionRows").with("perSecond", 1001).expect(400);
        api.call("getPartitionRows").with("partition", 9).expect(404);
        api.call("pauseListener").expect(200);
        api.call("resumeListener").expect(200);
        api.call("replayListener").example("beginning").expect(409);
        api.call("skipListener").example("skip").expect(409);
        api.call("stopListener").expect(200);
    }

    private static void replays(ApiContract api) throws Exception {
        api.call("replayListener").wrong("{\"topic\":\"AIR\",\"from\":\"end\"}").expect(400);
        api.call("replayListener").wrong("{\"topic\":\"AIR\",\"from\":{\"offset\":-1}}").expect(400);
        api.call("replayListener").wrong("{\"topic\":\"AIR\"}").expect(400);
        api.call("replayListener").example("offset").expect(202);
        api.call("replayListener").example("timestamp").expect(202);
        api.call("replayListener").example("beginning").expect(202);
        api.call("skipListener").wrong("{\"topic\":\"AIR\",\"partition\":0,\"to\":0,\"reason\":\"x\"}").expect(400);
        api.call("skipListener").example("skip").expect(200);
        api.call("startListener").expect(200);
    }

    private static void refusesUnknownNames(ApiContract api) throws Exception {
        for (String operation : new String[] { "startListener", "stopListener", "pauseListener", "resumeListener" }) {
            api.call(operation).with("group", ABSENT).expect(404);
        }
        api.call("replayListener").with("group", ABSENT).example("beginning").expect(404);
        api.call("skipListener").with("group", ABSENT).example("skip").expect(404);
        api.call("getFile").with("file", ABSENT).expect(404);
        api.call("deleteReplica").with("instance", ABSENT).expect(404);
    }

    private static void listsReplicas(ApiContract api) throws Exception {
        await().atMost(SOON)
            .untilAsserted(() -> assertThat(api.call("listReplicas").expect(200))
                .anySatisfy((replica) -> assertThat(replica.path("self").asBoolean()).isTrue()));
        api.call("deleteReplica").with("instance", "consumer-0").expect(204);
    }

    private static void refusesWithoutMediaType(ApiContract api) throws Exception {
        for (String operation : new String[] { "listPartitions", "listListeners", "listFiles", "listAudits",
                "listReplicas", "getAbout" }) {
            api.call(operation).header("Accept", NO_MEDIA_TYPE).expect(406);
        }
    }

}

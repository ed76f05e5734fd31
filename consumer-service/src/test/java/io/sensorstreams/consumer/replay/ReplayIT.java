package io.sensorstreams.consumer.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.sensorstreams.consumer.listen.ConsumerService;
import io.sensorstreams.consumer.listen.OutputRows;
import io.sensorstreams.consumer.listen.ServiceFixture;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class ReplayIT extends ServiceFixture {

    private ConsumerService service;

    @BeforeEach
    void start() {
        this.service = start("sensor.roll.rows=60");
    }

    @Test
    void isRefusedWhileTheGroupRuns() {
        await().atMost(SOON).untilAsserted(() -> {
            ResponseEntity<JsonNode> refused = replay("\"beginning\"");
            assertThat(refused.getStatusCode()).isEqualTo(HttpStatusCode.valueOf(409));
            assertThat(refused.getBody().path("detail").stringValue()).startsWith("Group '" + name() + "' ");
        });
    }

    @Test
    void writesAllRowsAgainFromTheBeginning() throws Exception {
        sendAndStop(150);

        JsonNode partition = accepted(replay("\"beginning\"")).path("partitions").path(0);

        assertThat(partition.path("from").longValue()).isZero();
        assertThat(partition.path("rows").longValue()).isEqualTo(150);
        assertThat(partition.path("deleted").size()).isEqualTo(3);
        List<String> before = files(0);
        resume();
        assertThat(rows(0)).isEqualTo(numbers(0, 150));
        assertThat(files(0)).isEqualTo(before);
        assertThat(verdict()).isEqualTo("CLEAN");
    }

    @Test
    void truncatesTheFileThatContainsTheOffset() throws Exception {
        sendAndStop(150);

        // Each transaction has ten rows and a marker: offset 88 is row 80, in the second
        // file.
        JsonNode partition = accepted(replay("{\"offset\":88}")).path("partitions").path(0);

        assertThat(partition.path("rows").longValue()).isEqualTo(70);
        assertThat(partition.path("deleted").size()).isEqualTo(1);
        assertThat(partition.path("shortened").path("rows").longValue()).isEqualTo(20);
        resume();
        assertThat(rows(0)).isEqualTo(numbers(0, 150));
        assertThat(files(0)).hasSize(4);
        assertThat(verdict()).isEqualTo("CLEAN");
    }

    @Test
    void truncatesBothFilesOfAlternatingSetsOfColumns() throws Exception {
        for (int i = 0; i < 10; i++) {
            this.topic.send(0, "{\"n\":%d,\"s\":\"a\"}".formatted(i), "{\"m\":%d}".formatted(i));
        }
        stopAtLagZero();
        List<String> before = rows(0);

        // Each transaction has two rows and a marker: offset 16 is the second row of the
        // sixth.
        JsonNode partition = accepted(replay("{\"offset\":16}")).path("partitions").path(0);

        assertThat(partition.path("rows").longValue()).isEqualTo(9);
        assertThat(partition.path("shortened").path("rows").longValue()).isEqualTo(6);
        assertThat(partition.path("alsoShortened").path(0).path("rows").longValue()).isEqualTo(5);
        assertThat(verdict()).isEqualTo("CLEAN");
        resume();
        assertThat(files(0)).hasSize(4);
        assertThat(rows(0)).containsExactlyInAnyOrderElementsOf(before);
        assertThat(verdict()).isEqualTo("CLEAN");
    }

    @Test
    void startsAtATimestamp() throws Exception {
        sendAndStop(100);
        resume();
        Instant later = Instant.now();
        this.topic.sendNumbers(0, 100, 150);
        stopAtLagZero();

        JsonNode partition = accepted(replay("{\"timestamp\":\"" + later + "\"}")).path("partitions").path(0);

        assertThat(partition.path("rows").longValue()).isEqualTo(50);
        resume();
        assertThat(rows(0)).isEqualTo(numbers(0, 150));
    }

    @Test
    void keepsRowsThatKafkaNoLongerHas() throws Exception {
        sendAndStop(150);
        this.topic.deleteRecordsBelow(0, 33);

        JsonNode partition = accepted(replay("\"beginning\"")).path("partitions").path(0);

        assertThat(partition.path("from").longValue()).isEqualTo(33);
        assertThat(partition.path("rows").longValue()).isEqualTo(120);
        resume();
        assertThat(rows(0)).isEqualTo(numbers(0, 150));
        assertThat(verdict()).isEqualTo("CLEAN");
    }

    @Test
    void startsBeforeAnythingWasConsumed() throws Exception {
        stop();

        accepted(replay("\"beginning\""));

        this.topic.sendNumbers(0, 0, 10);
        resume();
        assertThat(rows(0)).isEqualTo(numbers(0, 10));
    }

    @Test
    void isCleanBetweenReplayAndStart() throws Exception {
        sendAndStop(150);
        accepted(replay("{\"offset\":88}"));

        assertThat(verdict()).isEqualTo("CLEAN");
    }

    @Test
    void isRefusedByKafkaWhenTheGroupWasStartedMeanwhile() {
        sendAndStop(20);
        resume();
        Sink sink = this.service.bean(Sinks.class).ofGroup(name()).get(0);
        PartitionReplay replay = new PartitionReplay(0, 22, 0, List.of(), false, List.of(), 0);
        ReplayTransaction transaction = this.service.bean(ReplayTransaction.class);

        assertThatExceptionOfType(ReplayRefusedException.class).isThrownBy(() -> transaction.alone(name(), (open) -> {
            transaction.commit(open, sink, List.of(replay));
            return replay;
        })).withMessageContaining("was started meanwhile");
        assertThat(verdict()).isEqualTo("CLEAN");
    }

    @Test
    void isRefusedWhenAnotherReplicaBeganAReplay() throws Exception {
        sendAndStop(150);
        ConsumerService other = start("sensor.instance=consumer-1");
        other.http().post().uri("/api/listeners/" + name() + "/stop").retrieve().toBodilessEntity();
        Sink sink = this.service.bean(Sinks.class).ofGroup(name()).get(0);
        ReplayTransaction transaction = this.service.bean(ReplayTransaction.class);
        ReplayPlanner planner = this.service.bean(ReplayPlanner.class);
        Replays others = other.bean(Replays.class);

        assertThatExceptionOfType(ReplayRefusedException.class).isThrownBy(() -> transaction.alone(name(), (open) -> {
            List<PartitionReplay> planned = planner.plan(sink, new ReplayFrom.Offset(88));
            others.replay(name(), new ReplayRequest(name(), new ReplayFrom.Beginning()));
            transaction.commit(open, sink, planned);
            return planned;
        })).withMessageContaining("Another replica began a replay or skip of group '" + name() + "'");
        assertThat(verdict()).isEqualTo("CLEAN");
        other.close();
        resume();
        assertThat(rows(0)).isEqualTo(numbers(0, 150));
        assertThat(verdict()).isEqualTo("CLEAN");
    }

    @ParameterizedTest
    @ValueSource(ints = { 70, 250 })
    void movesTheFilesOfADeletedTopicAside(int rows) throws Exception {
        sendAndStop(150);
        List<String> before = files(0);
        this.topic.recreate();
        this.topic.sendNumbers(0, 0, rows);
        assertThat(replay("{\"offset\":5}").getStatusCode()).isEqualTo(HttpStatusCode.valueOf(409));

        JsonNode partition = accepted(replay("\"beginning\"")).path("partitions").path(0);

        assertThat(partition.path("setAside").booleanValue()).isTrue();
        resume();
        assertThat(rows(0)).isEqualTo(numbers(0, rows));
        assertThat(verdict()).isEqualTo("CLEAN");
        assertThat(asideFiles()).isEqualTo(before);
    }

    private List<String> asideFiles() throws IOException {
        try (Stream<Path> files = Files.walk(OutputRows.directory(this.output, name(), name(), 0))) {
            return files.filter((file) -> file.getParent().getFileName().toString().startsWith("replaced-"))
                .map((file) -> file.getFileName().toString())
                .sorted()
                .toList();
        }
    }

    private void sendAndStop(int rows) {
        this.topic.sendNumbers(0, 0, rows);
        stopAtLagZero();
    }

    private void stopAtLagZero() {
        awaitLagZero();
        stop();
    }

    private void stop() {
        post("/api/listeners/" + name() + "/stop", "");
    }

    private void resume() {
        post("/api/listeners/" + name() + "/start", "");
        awaitLagZero();
    }

    private ResponseEntity<JsonNode> replay(String from) {
        return post("/api/listeners/" + name() + "/replay", "{\"topic\":\"%s\",\"from\":%s}".formatted(name(), from));
    }

    private static JsonNode accepted(ResponseEntity<JsonNode> answer) {
        assertThat(answer.getStatusCode()).as(answer.toString()).isEqualTo(HttpStatusCode.valueOf(202));
        return answer.getBody();
    }

    private ResponseEntity<JsonNode> post(String uri, String body) {
        return this.service.http()
            .post()
            .uri(uri)
            .contentType(MediaType.APPLICATION_JSON)
            .body(body)
            .retrieve()
            .onStatus((status) -> true, (request, response) -> {
            })
            .toEntity(JsonNode.class);
    }

    private String verdict() {
        JsonNode audit = this.service.audit();
        assertThat(audit.path("state").stringValue()).as(audit.toString()).isEqualTo("COMPLETED");
        return audit.path("verdict").stringValue();
    }

}

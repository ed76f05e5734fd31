package io.sensorstreams.consumer.find;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.sensorstreams.consumer.listen.ConsumerService;
import io.sensorstreams.consumer.listen.ServiceFixture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class RowIT extends ServiceFixture {

    private ConsumerService service;

    @Test
    void findsRowsInKafkaAndInFiles() throws Exception {
        this.service = start("sensor.roll.rows=40", "sensor.sinks[0].group=copy-" + name(),
                "sensor.sinks[0].topics=" + name(), "sensor.sinks[0].format=jsonl");
        this.topic.sendRows(0, "air", 1, 0, 100);
        this.topic.sendRows(1, "earth", 1, 0, 30);
        this.topic.sendRows(1, "air", 1, 100, 200);
        this.topic.sendRows(1, "air", 2, 0, 50);
        this.topic.send(1, "not JSON");
        awaitLagZero();
        awaitLagZero("copy-" + name());

        assertInFiles(find("stream=air&row=77"), 0, "air/1/77");
        assertInFiles(find("stream=air&row=150"), 1, "air/1/150");
        JsonNode latest = find("stream=air&row=20");
        assertInFiles(latest, 1, "air/2/20");
        assertInFiles(find("stream=air&row=20&run=1"), 0, "air/1/20");
        JsonNode byOffset = find("partition=1&offset=" + latest.path("offset").asLong());
        assertThat(byOffset).isEqualTo(latest);
        assertThat(find("stream=earth&row=3&group=" + name()).path("groups").size()).isEqualTo(1);

        long letter = this.topic.end(1) - 2;
        assertThat(find("partition=1&offset=" + letter).path("groups"))
            .allSatisfy((group) -> assertThat(group.path("state").asString()).isEqualTo("DEAD_LETTER"));
        assertProblem("stream=air&row=900", 404, "Topic " + name() + " has no row air/<any run>/900");
        assertProblem("partition=1&offset=" + (letter + 1), 404, "Offset " + (letter + 1) + " of " + name()
                + " partition 1 has no record: it belongs to a transaction marker, an aborted transaction, or a record"
                + " that was compacted; no record follows");
        assertProblem("offset=1", 400, "The request was refused: partition is missing: topic " + name()
                + " has 2 partitions, and each has such an offset");
    }

    @Test
    void knowsRowsThatAreNotWrittenAndRowsThatKafkaHasRemoved() throws Exception {
        this.service = start();
        this.topic.sendRows(0, "air", 1, 0, 20);
        awaitLagZeroOf(20);
        this.service.http().post().uri("/api/listeners/" + name() + "/stop").retrieve().toBodilessEntity();
        this.topic.sendRows(0, "air", 1, 20, 30);
        this.topic.deleteRecordsBelow(0, 5);

        JsonNode waiting = find("stream=air&row=25");
        assertThat(waiting.path("groups").path(0).path("state").asString()).isEqualTo("NOT_WRITTEN");
        assertThat(waiting.path("groups").path(0).path("lag").asLong()).isEqualTo(6);
        assertInFiles(find("stream=air&row=6"), 0, "air/1/6");
        assertProblem("stream=air&row=2", 404,
                "Topic " + name() + " has no row air/1/2".replace("1/2", "<any run>/2")
                        + "; Kafka has removed the oldest records of 1 partitions, and the row may have been one of"
                        + " them. It may still be in a file: files have no numbers of rows");
        assertProblem("partition=0&offset=2", 404, "Kafka has removed offset 2 of " + name()
                + " partition 0; its first record has offset 5 or a later one. The row may still be in a file: files"
                + " have no offsets of rows");
    }

    private void awaitLagZeroOf(int rows) {
        org.awaitility.Awaitility.await().atMost(SOON).until(() -> rows(0).size() == rows);
        // All partitions have an offset only after each has a record or a first commit.
        org.awaitility.Awaitility.await()
            .atMost(SOON)
            .until(() -> this.topic.admin()
                .listConsumerGroupOffsets(name())
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .anyMatch((offset) -> offset != null && offset.offset() > rows));
    }

    private JsonNode find(String query) {
        return this.service.http().get().uri("/api/rows?topic=" + name() + "&" + query).retrieve().body(JsonNode.class);
    }

    private void assertInFiles(JsonNode found, int partition, String row) throws Exception {
        assertThat(found.path("row").asString()).isEqualTo(row);
        assertThat(found.path("partition").asInt()).isEqualTo(partition);
        for (JsonNode place : found.path("groups")) {
            String group = place.path("group").asString();
            Path file = this.output.resolve(group)
                .resolve(name())
                .resolve("partition=" + partition)
                .resolve(place.path("file").asString());
            String line = Files.readAllLines(file).get((int) place.path("line").asLong() - 1);
            JsonNode value = JsonMapper.shared().readTree(found.path("value").asString());
            assertThat(line).as(place.toString())
                .isEqualTo(group.equals(name()) ? value.path("n").asString() + "," + value.path("s").asString()
                        : found.path("value").asString());
            assertThat(Files.readString(file).substring((int) place.path("bytePosition").asLong()))
                .startsWith(line + "\n");
        }
    }

    private void assertProblem(String query, int status, String detail) {
        List<Object> answer = this.service.http()
            .get()
            .uri("/api/rows?topic=" + name() + "&" + query)
            .exchange((request, response) -> List.of(response.getStatusCode().value(),
                    JsonMapper.shared().readTree(response.getBody()).path("detail").asString()));
        assertThat(answer).containsExactly(status, detail);
    }

}

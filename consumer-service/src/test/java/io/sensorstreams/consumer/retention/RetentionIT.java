package io.sensorstreams.consumer.retention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.sensorstreams.consumer.listen.ConsumerService;
import io.sensorstreams.consumer.listen.OutputRows;
import io.sensorstreams.consumer.listen.ServiceFixture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RetentionIT extends ServiceFixture {

    private ConsumerService service;

    @Test
    void removesFilesByTheirLengthAndReplaysThem() throws Exception {
        this.service = start("sensor.roll.rows=40", "sensor.retention.bytes=600B",
                "sensor.sinks[0].group=archive-" + name(), "sensor.sinks[0].topics=" + name());
        this.topic.sendNumbers(0, 0, 1_000);
        awaitLagZero();
        awaitLagZero("archive-" + name());

        // The last file of 40 rows is not sealed, so at most two files remain.
        await().atMost(SOON).until(() -> bytes() <= 600 && files(0).size() == ledger().size());
        List<String> kept = rows(0);
        assertThat(kept).isNotEmpty().isEqualTo(numbers(1_000 - kept.size(), 1_000));
        assertThat(OutputRows.rows(this.output, "archive-" + name(), name(), 0)).isEqualTo(numbers(0, 1_000));
        assertRemoved(1_000 - kept.size());
        assertThat(metric("sensor.retention.rows")).isEqualTo(1_000 - kept.size());
        assertThat(metric("sensor.rows.lost")).isZero();
        JsonNode first = find("partition=0&offset=0");
        assertThat(first.path("groups").path(0).path("state").asString()).isEqualTo("REMOVED");
        assertThat(first.path("groups").path(1).path("line").asLong()).isEqualTo(2);

        this.service.close();
        this.service = start("sensor.roll.rows=40");
        awaitLagZero();
        assertThat(rows(0)).isEqualTo(kept);
        assertRemoved(1_000 - kept.size());

        this.service.post("/api/listeners/" + name() + "/stop", "");
        this.service.post("/api/listeners/" + name() + "/replay",
                "{\"topic\":\"" + name() + "\",\"from\":\"beginning\"}");
        this.service.post("/api/listeners/" + name() + "/start", "");
        await().atMost(SOON).until(() -> rows(0).size() == 1_000);
        awaitLagZero();
        assertThat(rows(0)).isEqualTo(numbers(0, 1_000));
        assertRemoved(0);
    }

    @Test
    void removesFilesByTheirAgeWithoutNewRows() throws Exception {
        this.service = start("sensor.roll.rows=40", "sensor.retention.age=2s");
        this.topic.sendNumbers(0, 0, 100);
        awaitLagZero();

        await().atMost(SOON).until(() -> files(0).size() == 1 && ledger().size() == 1);
        assertThat(rows(0)).isEqualTo(numbers(80, 100));
        assertRemoved(80);

        this.topic.sendNumbers(0, 100, 130);
        awaitLagZero();
        await().atMost(SOON).until(() -> files(0).size() == 1 && ledger().size() == 1);
        assertThat(rows(0)).isEqualTo(numbers(120, 130));
        assertRemoved(120);
    }

    @Test
    void staysCleanWhileFilesAreRemoved() throws Exception {
        this.service = start("sensor.roll.rows=20", "sensor.retention.bytes=500B");
        for (int i = 0; i < 2_000; i += 200) {
            this.topic.sendNumbers(0, i, i + 200);
            JsonNode audit = audit();
            assertThat(audit.path("verdict").asString()).as(audit.toString()).isEqualTo("CLEAN");
        }
        awaitLagZero();
        await().atMost(SOON).until(() -> bytes() <= 500);
        assertThat(audit().path("verdict").asString()).isEqualTo("CLEAN");
    }

    @Test
    void deletesAFileWhoseDeletionWasInterrupted() throws Exception {
        this.service = start("sensor.roll.rows=40", "sensor.retention.bytes=300B");
        Path copies = Files.createDirectory(this.output.resolve("copies"));
        this.topic.sendNumbers(0, 0, 40);
        awaitLagZero();
        Path first = OutputRows.directory(this.output, name(), name(), 0).resolve(name() + "-0-%020d.csv".formatted(0));
        Path copy = Files.copy(first, copies.resolve("first"));
        this.topic.sendNumbers(0, 40, 200);
        awaitLagZero();
        await().atMost(SOON).until(() -> Files.notExists(first) && bytes() <= 300);
        Files.copy(copy, first);
        JsonNode between = audit();
        assertThat(between.path("verdict").asString()).as(between.toString()).isEqualTo("CLEAN");
        this.service.close();

        this.service = start("sensor.roll.rows=40");
        await().atMost(SOON).until(() -> Files.notExists(first));
        JsonNode audit = audit();
        assertThat(audit.path("verdict").asString()).as(audit.toString()).isEqualTo("CLEAN");
    }

    private void assertRemoved(long rows) {
        JsonNode audit = audit();
        assertThat(audit.path("verdict").asString()).as(audit.toString()).isEqualTo("CLEAN");
        JsonNode report = report(audit);
        assertThat(report.path("removed").asLong()).as(report.toString()).isEqualTo(rows);
        assertThat(report.path("removedInKafka").asLong()).as(report.toString()).isEqualTo(rows);
        assertThat(report.path("missing").asLong() + report.path("foreign").asLong() + report.path("lost").asLong())
            .isZero();
        assertThat(report.path("gaps").size()).isZero();
    }

    private JsonNode report(JsonNode audit) {
        return audit.path("topics")
            .valueStream()
            .filter((report) -> report.path("partition").asInt() == 0 && report.path("group").asString().equals(name()))
            .findFirst()
            .orElseThrow();
    }

    private JsonNode audit() {
        return this.service.audit("{\"groups\":[\"" + name() + "\"]}");
    }

    private List<JsonNode> ledger() {
        return get("/api/files").valueStream()
            .filter((file) -> file.path("group").asString().equals(name()) && file.path("partition").asInt() == 0)
            .toList();
    }

    private long bytes() throws IOException {
        long bytes = 0;
        for (String file : files(0)) {
            Path path = OutputRows.directory(this.output, name(), name(), 0).resolve(file);
            // A file may be removed after the list was read.
            bytes += Files.exists(path) ? path.toFile().length() : 0;
        }
        return bytes;
    }

    private double metric(String name) {
        return get("/actuator/metrics/" + name + "?tag=group:" + name()).path("measurements")
            .path(0)
            .path("value")
            .asDouble();
    }

    private JsonNode find(String query) {
        return get("/api/rows?topic=" + name() + "&" + query);
    }

    private JsonNode get(String uri) {
        return this.service.http().get().uri(uri).retrieve().body(JsonNode.class);
    }

}

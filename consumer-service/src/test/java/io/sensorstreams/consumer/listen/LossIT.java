package io.sensorstreams.consumer.listen;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sensorstreams.consumer.status.PartitionOverview;
import io.sensorstreams.consumer.status.PartitionState;
import io.sensorstreams.consumer.status.PartitionView;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Rows that are lost outside of the service's control are reported permanently. */
class LossIT extends ServiceFixture {

    @Test
    void recordsALossOfAStoppedGroup() throws Exception {
        ConsumerService service = start();
        this.topic.sendNumbers(0, 0, 50);
        awaitLagZero();
        post(service, "stop", "");
        this.topic.sendNumbers(0, 50, 100);
        // Each transaction has ten rows and a marker: offset 77 is row 70.
        this.topic.deleteRecordsBelow(0, 77);
        post(service, "start", "");
        awaitLagZero();

        assertThat(rows(0).subList(0, 50)).isEqualTo(numbers(0, 50));
        assertThat(rows(0).subList(50, 80)).isEqualTo(numbers(70, 100));
        assertAdmitted(service, 55, 77);
        service.close();
        ConsumerService restarted = start();
        await().atMost(SOON).until(() -> partition(restarted).state() == PartitionState.RUNNING);
        assertAdmitted(restarted, 55, 77);

        post(restarted, "stop", "");
        assertThat(post(restarted, "replay", "{\"topic\":\"%s\",\"from\":{\"offset\":1000}}".formatted(name()))
            .getStatusCode()).isEqualTo(HttpStatusCode.valueOf(202));
        post(restarted, "start", "");
        await().atMost(SOON).until(() -> partition(restarted).state() == PartitionState.RUNNING);
        assertThat(partition(restarted).reason()).isNull();
        assertThat(gauge(restarted, "sensor.rows.lost")).isEqualTo(22);
        assertThat(gauge(restarted, "sensor.rows.lost.unacknowledged")).isZero();
        assertThat(restarted.audit().path("verdict").stringValue()).isEqualTo("ADMITTED");
    }

    @Test
    void recordsALossOfARunningGroup() throws Exception {
        ConsumerService service = start();
        this.topic.sendNumbers(0, 0, 50);
        awaitLagZero();
        post(service, "pause", "");
        await().atMost(SOON).until(() -> partition(service).state() == PartitionState.PAUSED);
        awaitNoFetch(service);
        this.topic.sendNumbers(0, 50, 100);
        this.topic.deleteRecordsBelow(0, 77);
        post(service, "resume", "");
        awaitLagZero();

        assertThat(rows(0)).hasSize(80).endsWith("99,a");
        assertAdmitted(service, 55, 77);
    }

    /**
     * Waits until the last fetch before a pause has ended, because it would still return
     * records. Fetches without records follow each other every half second.
     */
    private void awaitNoFetch(ConsumerService service) {
        AtomicReference<Double> before = new AtomicReference<>(-1.0);
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> {
            double fetches = fetches(service);
            return before.getAndSet(fetches) == fetches;
        });
    }

    private double fetches(ConsumerService service) {
        return service.bean(MeterRegistry.class)
            .get("kafka.consumer.fetch.manager.fetch.total")
            .functionCounters()
            .stream()
            .filter((counter) -> String.valueOf(counter.getId().getTag("client.id")).contains(name()))
            .mapToDouble(FunctionCounter::count)
            .sum();
    }

    private void assertAdmitted(ConsumerService service, long from, long to) {
        await().atMost(SOON)
            .untilAsserted(() -> assertThat(partition(service).reason())
                .startsWith("Kafka removed offsets %d to %d before they were written".formatted(from, to - 1)));
        assertThat(partition(service).state()).isEqualTo(PartitionState.RUNNING);
        assertThat(gauge(service, "sensor.rows.lost")).isEqualTo(to - from);
        assertThat(gauge(service, "sensor.rows.lost.unacknowledged")).isEqualTo(to - from);
        JsonNode audit = service.audit();
        assertThat(audit.path("verdict").stringValue()).as(audit.toString()).isEqualTo("NOT_CLEAN");
        assertThat(audit.path("topics").path(0).path("lost").longValue()).isEqualTo(to - from);
        assertThat(audit.path("topics").path(0).path("gaps").path(0).path("kind").stringValue()).isEqualTo("DELETED");
    }

    @Test
    void pausesAPartitionUntilItsRemovedDirectoryIsRestored() throws Exception {
        ConsumerService service = start();
        this.topic.sendNumbers(0, 0, 50);
        this.topic.sendNumbers(1, 0, 10);
        awaitLagZero();
        Path directory = OutputRows.directory(this.output, name(), name(), 0);
        Path moved = Files.move(directory, this.output.resolve("moved"));

        await().atMost(SOON).until(() -> partition(service).state() == PartitionState.PAUSED);
        this.topic.sendNumbers(0, 50, 60);
        this.topic.sendNumbers(1, 10, 20);
        await().atMost(SOON).until(() -> rows(1).equals(numbers(0, 20)));
        await().atMost(SOON)
            .untilAsserted(() -> assertThat(partition(service).reason()).contains(
                    "is missing 1 files with 50 rows that this instance 'consumer-0' wrote", "restore the directory"));
        assertThat(directory).doesNotExist();
        assertThat(gauge(service, "sensor.rows.missing")).isEqualTo(50);
        JsonNode audit = service.audit();
        assertThat(audit.path("verdict").stringValue()).isEqualTo("NOT_CLEAN");
        assertThat(audit.path("topics").path(0).path("missing").longValue()).isEqualTo(50);
        assertThat(audit.path("topics").path(0).path("elsewhere").size()).isZero();

        Files.move(moved, directory);
        awaitLagZero();
        assertThat(rows(0)).isEqualTo(numbers(0, 60));
        await().atMost(SOON).until(() -> gauge(service, "sensor.rows.missing") == 0);
        assertThat(service.audit().path("verdict").stringValue()).isEqualTo("CLEAN");
    }

    @Test
    void replaysARemovedDirectoryAndRecordsWhatKafkaHasDeleted() throws Exception {
        ConsumerService service = start("sensor.roll.rows=20");
        this.topic.sendNumbers(0, 0, 60);
        awaitLagZero();
        // Offset 44 is row 40, the first row of the third file.
        this.topic.deleteRecordsBelow(0, 44);
        FileSystemUtils.deleteRecursively(OutputRows.directory(this.output, name(), name(), 0));
        await().atMost(SOON).until(() -> partition(service).state() == PartitionState.PAUSED);
        assertThat(service.audit().path("topics").path(0).path("missing").longValue()).isEqualTo(60);

        post(service, "stop", "");
        assertThat(post(service, "replay", "{\"topic\":\"%s\",\"from\":{\"offset\":60}}".formatted(name()))
            .getStatusCode()).isEqualTo(HttpStatusCode.valueOf(409));
        post(service, "replay", "{\"topic\":\"%s\",\"from\":\"beginning\"}".formatted(name()));
        post(service, "start", "");
        awaitLagZero();

        assertThat(rows(0)).isEqualTo(numbers(40, 60));
        JsonNode audit = service.audit();
        assertThat(audit.path("verdict").stringValue()).as(audit.toString()).isEqualTo("ADMITTED");
        assertThat(audit.path("topics").path(0).path("lost").longValue()).isEqualTo(40);
        assertThat(gauge(service, "sensor.rows.lost")).isEqualTo(40);
    }

    @Test
    void missesTheFilesOfAnotherInstanceInARemovedDirectory() throws Exception {
        ConsumerService other = start("sensor.instance=consumer-1", "sensor.roll.rows=20");
        this.topic.sendNumbers(0, 0, 30);
        awaitLagZero();
        other.close();
        ConsumerService service = start("sensor.roll.rows=20");
        this.topic.sendNumbers(0, 30, 50);
        awaitLagZero();

        FileSystemUtils.deleteRecursively(OutputRows.directory(this.output, name(), name(), 0));

        await().atMost(SOON).until(() -> partition(service).state() == PartitionState.PAUSED);
        JsonNode report = service.audit().path("topics").path(0);
        assertThat(report.path("missing").longValue()).as(report.toString()).isEqualTo(50);
        assertThat(report.path("elsewhere").size()).isZero();
    }

    @Test
    void pausesAPartitionThatLosesItsLabelWhileItRuns() throws Exception {
        ConsumerService service = start();
        this.topic.sendNumbers(0, 0, 50);
        awaitLagZero();
        Path label = OutputRows.directory(this.output, name(), name(), 0).resolve(".disk");
        String text = Files.readString(label);
        Files.delete(label);

        await().atMost(SOON).untilAsserted(() -> assertThat(partition(service).reason()).contains("has no file .disk"));
        assertThat(label).doesNotExist();
        assertThat(service.audit().path("verdict").stringValue()).isEqualTo("NOT_CLEAN");

        Files.writeString(label, text);
        this.topic.sendNumbers(0, 50, 60);
        awaitLagZero();
        assertThat(rows(0)).isEqualTo(numbers(0, 60));
    }

    @Test
    void skipsOffsetsAndRecordsTheReason() throws Exception {
        ConsumerService service = start();
        this.topic.sendNumbers(0, 0, 50);
        awaitLagZero();
        assertThat(skip(service, 60, "too early").getStatusCode()).isEqualTo(HttpStatusCode.valueOf(409));
        post(service, "stop", "");
        this.topic.sendNumbers(0, 50, 100);
        assertThat(skip(service, 55, "not ahead").getBody().path("errors").path("to").stringValue())
            .startsWith("must be greater than 55");
        assertThat(skip(service, 111, "behind the end").getStatusCode()).isEqualTo(HttpStatusCode.valueOf(400));

        ResponseEntity<JsonNode> skipped = skip(service, 77, "hostile rows");
        assertThat(skipped.getStatusCode()).as(skipped.toString()).isEqualTo(HttpStatusCode.valueOf(200));
        assertThat(skipped.getBody().path("from").longValue()).isEqualTo(55);
        assertThat(skip(service, 88, "more of them").getStatusCode()).isEqualTo(HttpStatusCode.valueOf(200));
        service.close();

        ConsumerService restarted = start();
        awaitLagZero();
        assertThat(rows(0)).hasSize(70).startsWith("0,a").endsWith("99,a").doesNotContain("50,a", "79,a");
        assertThat(files(0)).hasSize(2);
        JsonNode audit = restarted.audit();
        assertThat(audit.path("verdict").stringValue()).as(audit.toString()).isEqualTo("ADMITTED");
        JsonNode report = audit.path("topics").path(0);
        assertThat(report.path("skipped").longValue()).isEqualTo(30);
        assertThat(report.path("missing").longValue()).isZero();
        assertThat(report.path("gaps").valueStream().map((gap) -> gap.path("reason").stringValue()))
            .containsExactly("hostile rows", "more of them");
        assertThat(gauge(restarted, "sensor.rows.skipped")).isEqualTo(33);

        post(restarted, "stop", "");
        post(restarted, "replay", "{\"topic\":\"%s\",\"from\":\"beginning\"}".formatted(name()));
        post(restarted, "start", "");
        awaitLagZero();
        assertThat(rows(0)).isEqualTo(numbers(0, 100));
        assertThat(restarted.audit().path("verdict").stringValue()).isEqualTo("CLEAN");
    }

    private ResponseEntity<JsonNode> skip(ConsumerService service, long to, String reason) {
        return post(service, "skip",
                "{\"topic\":\"%s\",\"partition\":0,\"to\":%d,\"reason\":\"%s\"}".formatted(name(), to, reason));
    }

    private ResponseEntity<JsonNode> post(ConsumerService service, String what, String body) {
        return service.http()
            .post()
            .uri("/api/listeners/" + name() + "/" + what)
            .contentType(MediaType.APPLICATION_JSON)
            .body(body)
            .retrieve()
            .onStatus((status) -> true, (request, response) -> {
            })
            .toEntity(JsonNode.class);
    }

    private static PartitionView partition(ConsumerService service) {
        List<PartitionView> all = service.bean(PartitionOverview.class).all();
        return all.get(0);
    }

    private double gauge(ConsumerService service, String name) {
        return service.bean(MeterRegistry.class).get(name).tag("topic", name()).gauge().value();
    }

}

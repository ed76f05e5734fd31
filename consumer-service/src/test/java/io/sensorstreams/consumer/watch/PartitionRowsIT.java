package io.sensorstreams.consumer.watch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.sensorstreams.common.web.live.WatchedEvents;
import io.sensorstreams.consumer.listen.ConsumerService;
import io.sensorstreams.consumer.listen.OutputRows;
import io.sensorstreams.consumer.listen.ServiceFixture;
import io.sensorstreams.consumer.status.PartitionOverview;
import io.sensorstreams.consumer.status.PartitionState;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PartitionRowsIT extends ServiceFixture {

    @Test
    void showsEveryRowOfASlowPartitionWithItsLine() throws Exception {
        ConsumerService service = running();
        this.topic.sendNumbers(0, 0, 30);
        awaitLagZero();

        try (WatchedEvents events = watch(service, 0, 1000)) {
            this.topic.sendNumbers(0, 30, 80);
            this.topic.sendNumbers(1, 0, 10);
            this.topic.send(0, "no row");
            this.topic.sendNumbers(0, 80, 90);
            await().atMost(SOON).until(() -> events.rows().size() == 60);

            assertThat(events.rows()).extracting((row) -> row.path("text").asString()).isEqualTo(numbers(30, 90));
            for (JsonNode row : events.rows()) {
                Path file = OutputRows.directory(this.output, name(), name(), 0).resolve(row.path("file").asString());
                assertThat(Files.readAllLines(file).get(row.path("line").asInt() - 1))
                    .isEqualTo(row.path("text").asString());
                assertThat(row.path("topic").asString()).isEqualTo(name());
                assertThat(row.path("partition").asInt(-1)).isZero();
                assertThat(row.path("row").isNull()).as("records of another program have no identity").isTrue();
            }
            List<Long> offsets = events.rows().stream().map((row) -> row.path("offset").asLong()).toList();
            assertThat(offsets).isSorted().doesNotHaveDuplicates();
            await().atMost(SOON).until(() -> events.skipped() == 1);
        }
    }

    @Test
    void showsASampleOfAFastPartition() throws Exception {
        ConsumerService service = running();

        try (WatchedEvents events = watch(service, 0, 10)) {
            this.topic.sendNumbers(0, 0, 5000);
            awaitLagZero();

            await().atMost(SOON).until(() -> events.rows().size() + events.skipped() == 5000);
            assertThat(events.rows()).hasSizeBetween(10, 1000);
        }
    }

    @Test
    void endsWhenTheGroupIsStopped() throws Exception {
        ConsumerService service = running();

        try (WatchedEvents events = watch(service, 0, 10)) {
            assertThat(call(service, "POST", "/api/listeners/" + name() + "/stop").statusCode()).isEqualTo(200);

            await().atMost(SOON).until(events::hasEnded);
        }
        HttpResponse<String> refused = call(service, "GET", path(0));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("urn:sensor-streams:problem:partition-elsewhere");
    }

    @Test
    void namesTheOwnerOfAPartitionOfAnotherReplica() throws Exception {
        ConsumerService first = start();
        ConsumerService second = start("sensor.instance=consumer-1",
                "sensor.output-dir=" + this.output.resolve("second"));
        awaitRunning(first, 1);
        awaitRunning(second, 1);
        this.topic.sendNumbers(0, 0, 10);
        this.topic.sendNumbers(1, 0, 10);
        awaitLagZero();
        int elsewhere = second.bean(PartitionOverview.class)
            .all()
            .stream()
            .filter((partition) -> partition.state() == PartitionState.RUNNING)
            .findFirst()
            .orElseThrow()
            .partition();

        await().atMost(SOON).untilAsserted(() -> {
            HttpResponse<String> refused = call(first, "GET", path(elsewhere));
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("urn:sensor-streams:problem:partition-elsewhere",
                    "\"owner\":\"consumer-1\"");
        });
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        ConsumerService service = running();

        HttpResponse<String> unknown = call(service, "GET", path(7));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(unknown.body()).contains("urn:sensor-streams:problem:partition-not-found",
                "has no partition 7 of topic '" + name() + "'");
        assertThat(call(service, "GET", "/api/partitions/x/y/0/rows").statusCode()).isEqualTo(404);
        assertThat(call(service, "GET", path(0).replace("/0/", "/x/")).statusCode()).isEqualTo(400);
        assertThat(call(service, "GET", path(0) + "?perSecond=0").statusCode()).isEqualTo(400);
        assertThat(call(service, "HEAD", path(0)).statusCode()).isEqualTo(200);
        assertThat(call(service, "HEAD", path(7)).statusCode()).isEqualTo(404);
    }

    private ConsumerService running() throws Exception {
        ConsumerService service = start();
        awaitRunning(service, 2);
        return service;
    }

    private void awaitRunning(ConsumerService service, int partitions) {
        await().atMost(SOON)
            .until(() -> service.bean(PartitionOverview.class)
                .all()
                .stream()
                .filter((partition) -> partition.state() == PartitionState.RUNNING)
                .count() == partitions);
    }

    private String path(int partition) {
        return "/api/partitions/" + name() + "/" + name() + "/" + partition + "/rows";
    }

    private WatchedEvents watch(ConsumerService service, int partition, int perSecond)
            throws IOException, InterruptedException {
        return WatchedEvents.open("http://localhost:" + service.port() + path(partition) + "?perSecond=" + perSecond);
    }

    private HttpResponse<String> call(ConsumerService service, String method, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + path))
            .method(method, BodyPublishers.noBody())
            .timeout(SOON)
            .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

}

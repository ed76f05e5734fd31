package io.sensorstreams.consumer.audit;

import java.nio.file.Files;
import java.nio.file.Path;

import io.sensorstreams.consumer.listen.ConsumerService;
import io.sensorstreams.consumer.listen.OutputRows;
import io.sensorstreams.consumer.listen.ServiceFixture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.web.client.HttpClientErrorException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AuditScheduleIT extends ServiceFixture {

    @Test
    void auditsOnAScheduleAndReportsTheLatestResult() throws Exception {
        ConsumerService service = start("sensor.audit.every=1s");
        this.topic.sendNumbers(0, 0, 100);
        this.topic.sendNumbers(1, 0, 10);
        awaitLagZero();
        // Before the first audit has ended, there is no latest one.
        await().atMost(SOON).ignoreException(HttpClientErrorException.NotFound.class).untilAsserted(() -> {
            assertThat(latest(service).path("verdict").asString()).isEqualTo("CLEAN");
            assertThat(metrics(service)).contains(gauge("missing", 0), gauge("duplicated", 0));
        });

        Path file = OutputRows.directory(this.output, name(), name(), 0).resolve(files(0).get(0));
        Files.writeString(file, Files.readString(file).replace("\n7,a\n8,a\n9,a\n", "\n8,a\n8,a\n8,a\n"));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(latest(service).path("verdict").asString()).isEqualTo("NOT_CLEAN");
            assertThat(metrics(service)).contains(gauge("missing", 2), gauge("duplicated", 2));
        });
    }

    private static JsonNode latest(ConsumerService service) {
        return service.http().get().uri("/api/audits/latest").retrieve().body(JsonNode.class);
    }

    private static String metrics(ConsumerService service) {
        return service.http().get().uri("/actuator/prometheus").retrieve().body(String.class);
    }

    private String gauge(String what, int value) {
        return "sensor_audit_%s{group=\"%s\",topic=\"%s\"} %d.0".formatted(what, name(), name(), value);
    }

}

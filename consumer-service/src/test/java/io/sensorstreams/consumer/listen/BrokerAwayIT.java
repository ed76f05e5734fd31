package io.sensorstreams.consumer.listen;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

import io.sensorstreams.consumer.group.ListenerState;
import io.sensorstreams.consumer.group.Listeners;
import io.sensorstreams.kafka.LocalKafka;
import io.sensorstreams.kafka.LocalKafkaSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(180)
class BrokerAwayIT {

    @TempDir
    Path directory;

    @Test
    void waitsForTheBrokerAndContinues() throws Exception {
        LocalKafkaSettings settings = LocalKafkaSettings.ofNodes(1)
            .withPort(freePort())
            .withDirectory(this.directory.resolve("kafka"));
        ConsumerService service = ConsumerService.start(this.directory.resolve("out"), "sensor.topics=AIR",
                "spring.kafka.bootstrap-servers=" + settings.bootstrapServers());
        assertThat(health(service.http(), "liveness")).isEqualTo(200);
        assertThat(health(service.http(), "readiness")).isEqualTo(503);
        assertThat(service.bean(Listeners.class).get("AIR").view().state()).isEqualTo(ListenerState.WAITING);

        try (LocalKafka kafka = LocalKafka.start(settings)) {
            sendAndAwait(kafka, service, 0, 50);
        }
        await().atMost(ServiceFixture.SOON).until(() -> health(service.http(), "readiness") == 503);
        try (LocalKafka kafka = LocalKafka.start(settings)) {
            sendAndAwait(kafka, service, 50, 100);
            service.close();
        }
        assertThat(OutputRows.rows(this.directory.resolve("out"), "AIR", "AIR", 0))
            .isEqualTo(ServiceFixture.numbers(0, 100));
    }

    private void sendAndAwait(LocalKafka kafka, ConsumerService service, int from, int to) throws Exception {
        try (TestTopic topic = new TestTopic("AIR", 4, kafka.bootstrapServers())) {
            topic.sendNumbers(0, from, to);
            await().atMost(ServiceFixture.SOON).until(() -> topic.lag("AIR") == 0);
        }
        await().atMost(ServiceFixture.SOON).until(() -> health(service.http(), "readiness") == 200);
    }

    private static int health(RestClient http, String group) {
        return http.get()
            .uri("/actuator/health/{group}", group)
            .exchange((request, response) -> response.getStatusCode().value());
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

}

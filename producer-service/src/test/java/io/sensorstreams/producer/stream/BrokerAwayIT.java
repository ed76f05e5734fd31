package io.sensorstreams.producer.stream;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

import io.sensorstreams.kafka.LocalKafka;
import io.sensorstreams.kafka.LocalKafkaSettings;
import io.sensorstreams.producer.TestService;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.pace.Pace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.sensorstreams.producer.stream.TestStreams.awaitRows;
import static io.sensorstreams.producer.stream.TestStreams.awaitState;
import static io.sensorstreams.producer.stream.TestStreams.awaitView;
import static io.sensorstreams.producer.stream.TestStreams.csv;
import static io.sensorstreams.producer.stream.TestStreams.identities;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service whose broker is unavailable at the start and again later.
 */
class BrokerAwayIT {

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path data;

    @TempDir
    Path kafkaDirectory;

    @Test
    void waitsForTheBrokerAndContinues() throws Exception {
        int port = freePort();
        String broker = "127.0.0.1:" + port;
        try (TestService service = TestService.start(broker, this.data, "sensor.streams.command-timeout=2s")) {
            ShownStreams streams = ShownStreams.of(service);
            assertThat(get(service, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            HttpResponse<String> readiness = get(service, "/actuator/health/readiness");
            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(readiness.body()).contains("Kafka at " + broker, "Topic sensor-streams has not been read yet");
            assertUnavailable(get(service, "/api/streams"));

            LocalKafka kafka = kafka(port);
            try {
                await().atMost(Duration.ofSeconds(30))
                    .until(() -> get(service, "/actuator/health/readiness").statusCode() == 200);
                streams.create(spec("away", csv(this.data, "away.csv", 4000), new Pace.Rate(200.0)));
                awaitRows(streams, "away", 100);
            }
            finally {
                kafka.close();
            }
            StreamView waiting = awaitView(streams, "away", (view) -> assertThat(view.lastError()).isNotNull());
            assertThat(waiting.state()).isEqualTo(StreamState.RUNNING);
            assertThat(waiting.lastError()).startsWith("Waits for Kafka: ");
            assertUnavailable(post(service, "/api/streams/away/stop"));
            assertThat(get(service, "/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(get(service, "/actuator/health/liveness").statusCode()).isEqualTo(200);

            try (LocalKafka again = kafka(port)) {
                assertThat(again.bootstrapServers()).isEqualTo(broker);
                await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(streams.find("away").rowsAcked()).isGreaterThan(1000));
                assertThat(awaitState(streams, "away", StreamState.COMPLETED).lastError()).isNull();
                assertThat(new TopicReader(broker).rows("away")).isEqualTo(identities("away", 1, 4000));
            }
        }
    }

    private LocalKafka kafka(int port) throws IOException {
        return LocalKafka.start(LocalKafkaSettings.ofNodes(1).withPort(port).withDirectory(this.kafkaDirectory));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("urn:sensor-streams:problem:broker-unavailable", "send this again");
    }

    private HttpResponse<String> get(TestService service, String path) throws IOException, InterruptedException {
        return this.http.send(request(service, path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(TestService service, String path) throws IOException, InterruptedException {
        return this.http.send(request(service, path).POST(HttpRequest.BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(TestService service, String path) {
        return HttpRequest.newBuilder(URI.create(service.address() + path)).timeout(Duration.ofSeconds(30));
    }

}

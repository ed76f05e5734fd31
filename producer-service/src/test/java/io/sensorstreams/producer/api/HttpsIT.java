package io.sensorstreams.producer.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import io.sensorstreams.common.web.security.https.SelfSigned;
import io.sensorstreams.kafka.TestKafka;
import io.sensorstreams.producer.TestService;
import io.sensorstreams.producer.command.StreamRegistry;
import io.sensorstreams.producer.pace.Pace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static io.sensorstreams.producer.stream.TestStreams.csv;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The whole service with HTTPS, an issuer that does not answer, and a port for
 * management.
 */
@Timeout(120)
class HttpsIT {

    private static final String USER = "Basic "
            + Base64.getEncoder().encodeToString("operator:operator-password".getBytes(StandardCharsets.UTF_8));

    @TempDir
    static Path data;

    @TempDir
    static Path keys;

    private static TestService service;

    private static String management;

    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        SelfSigned certificate = SelfSigned.create(keys);
        int port = freePort();
        management = "http://127.0.0.1:" + port;
        client = HttpClient.newBuilder().sslContext(certificate.client()).build();
        service = TestService.start(TestKafka.bootstrapServers(), data, "server.ssl.bundle=web",
                "spring.ssl.bundle.pem.web.keystore.certificate="
                        + certificate.writeCertificate(keys.resolve("tls.crt")),
                "spring.ssl.bundle.pem.web.keystore.private-key=" + certificate.writeKey(keys.resolve("tls.key")),
                "management.server.port=" + port, "management.server.address=127.0.0.1",
                "management.server.ssl.enabled=false", "sensor.security.enabled=true",
                "sensor.security.operator-password=operator-password",
                "spring.security.oauth2.resourceserver.jwt.issuer-uri=http://127.0.0.1:1");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void showsRowsWhileTheyAreSent() throws Exception {
        StreamRegistry streams = service.bean(StreamRegistry.class);
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> streams.all() != null);
        streams.create(spec("secure", csv(data, "secure.csv", 10_000), new Pace.Rate(50.0)));

        HttpResponse<InputStream> answer = client.send(request(https() + "/api/streams/secure/rows", USER),
                BodyHandlers.ofInputStream());

        assertThat(answer.statusCode()).isEqualTo(200);
        try (BufferedReader events = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(
                    events.lines().filter((line) -> line.startsWith("data: ") && line.contains("secure/1/")).limit(50))
                .hasSize(50);
        }
        streams.delete("secure");
    }

    @Test
    void thePageIsPublicAndTheRestNeedsAUser() throws Exception {
        assertThat(get(https() + "/", null).body()).contains("<!doctype html>");
        assertThat(get(https() + "/api/about", null).headers().allValues("WWW-Authenticate"))
            .containsExactly("Basic realm=\"Sensor Streams\", charset=\"UTF-8\"", "Bearer realm=\"Sensor Streams\"");
        assertThat(get(https() + "/api/about", USER).body()).contains("\"name\":\"operator\"");
        assertThat(get(https() + "/api/about", "Bearer e30.e30.x").statusCode()).isEqualTo(503);
    }

    @Test
    void thePortForManagementSpeaksPlainHttpAndHasTheSameUsers() throws Exception {
        assertThat(get(management + "/actuator/health/liveness", null).body()).contains("\"status\":\"UP\"")
            .doesNotContain("components");
        assertThat(get(management + "/actuator/health/liveness", "Bearer e30.e30.x").statusCode()).isEqualTo(200);
        assertThat(get(management + "/actuator/prometheus", null).statusCode()).isEqualTo(401);
        assertThat(get(management + "/actuator/prometheus", USER).statusCode()).isEqualTo(200);
        assertThat(get(https() + "/actuator/prometheus", USER).statusCode()).isEqualTo(404);
        try (Socket evil = new Socket("127.0.0.1", URI.create(management).getPort())) {
            evil.getOutputStream()
                .write("GET /actuator/health HTTP/1.0\r\nHost: evil.example\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(evil.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("HTTP/1.1 421");
        }
    }

    @Test
    void theDescriptionNamesBothWays() throws Exception {
        JsonNode document = JsonMapper.shared().readTree(get(https() + "/v3/api-docs", USER).body());

        assertThat(document.path("security").valueStream().map(JsonNode::toString).toList())
            .isEqualTo(List.of("{\"basic\":[]}", "{\"bearer\":[]}", "{}"));
        assertThat(document.at("/components/securitySchemes/bearer/scheme").asString()).isEqualTo("bearer");
        assertThat(document.at("/components/securitySchemes/bearer/bearerFormat").asString()).isEqualTo("JWT");
    }

    private static String https() {
        return service.address().replace("http:", "https:");
    }

    private static HttpResponse<String> get(String address, String user) throws IOException, InterruptedException {
        return client.send(request(address, user), BodyHandlers.ofString());
    }

    private static HttpRequest request(String address, String user) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        return ((user != null) ? request.header("Authorization", user) : request).build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

}

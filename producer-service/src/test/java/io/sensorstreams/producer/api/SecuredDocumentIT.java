package io.sensorstreams.producer.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

import io.sensorstreams.producer.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** With security on, the description needs a user, as everything else. */
class SecuredDocumentIT {

    private static final String PASSWORD = "viewer-password";

    @TempDir
    static Path data;

    private static TestService service;

    @BeforeAll
    static void start() {
        service = TestService.start("localhost:1", data, "sensor.security.enabled=true",
                "sensor.security.viewer-password=" + PASSWORD);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/v3/api-docs", "/v3/api-docs/swagger-config", "/swagger-ui/index.html",
            "/swagger-ui/index.css", "/swagger-ui/swagger-initializer.js", "/actuator/sbom" })
    void needsAUser(String path) throws Exception {
        assertThat(get(path, null).statusCode()).isEqualTo(401);
        assertThat(get(path, "viewer:wrong").statusCode()).isEqualTo(401);
        assertThat(get(path, "viewer:" + PASSWORD).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/swagger-ui/index.html", "/swagger-ui/swagger-initializer.js" })
    void asksNoOtherHost(String path) throws Exception {
        assertThat(get(path, "viewer:" + PASSWORD).body()).doesNotContain("https://", "http://");
    }

    @Test
    void showsTheNamesOfTheOperations() throws Exception {
        assertThat(get("/swagger-ui/index.css", "viewer:" + PASSWORD).body()).contains(".copy-to-clipboard");
    }

    private static HttpResponse<String> get(String path, String user) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.address() + path));
        if (user != null) {
            request.header("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

}

package io.sensorstreams.harness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the REST API of a service, as a user's script does. */
public final class Api {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();

    private final int port;

    public Api(int port) {
        this.port = port;
    }

    public JsonNode get(String path) {
        return expect(200, send("GET", path, ""));
    }

    /** Reads an answer that is not JSON. */
    public String text(String path) {
        HttpResponse<String> response = send("GET", path, "");
        requireStatus(200, response);
        return response.body();
    }

    public JsonNode post(String path, String body, int status) {
        return expect(status, send("POST", path, body));
    }

    /** Sends bytes unchanged. */
    public JsonNode put(String path, byte[] body, int status) {
        return expect(status, send("PUT", path, BodyPublishers.ofByteArray(body)));
    }

    public JsonNode patch(String path, String body) {
        return expect(200, send("PATCH", path, body));
    }

    public void delete(String path) {
        expect(204, send("DELETE", path, ""));
    }

    /**
     * Runs an audit of a consumer-service and waits for its result.
     * @return the report
     */
    public JsonNode audit(Duration timeout) {
        return audit(List.of(), timeout);
    }

    /**
     * Runs an audit of some groups of a consumer-service and waits for its result.
     * @param groups groups to audit; all when empty
     * @return the report
     */
    public JsonNode audit(List<String> groups, Duration timeout) {
        String request = groups.isEmpty() ? "" : MAPPER.writeValueAsString(Map.of("groups", groups));
        String path = "/api/audits/" + post("/api/audits", request, 202).path("id").asString();
        Waiting.until("the audit ends", timeout, () -> !get(path).path("state").asString().equals("RUNNING"));
        return get(path);
    }

    /** Returns the readiness, whatever the status is. */
    public String readiness() {
        return send("GET", "/actuator/health/readiness", "").body();
    }

    public int port() {
        return this.port;
    }

    /** Returns the liveness, whatever the status is. */
    public String liveness() {
        return send("GET", "/actuator/health/liveness", "").body();
    }

    public boolean isReady() {
        try {
            return send("GET", "/actuator/health/readiness", "").statusCode() == 200;
        }
        catch (IllegalStateException e) {
            return false;
        }
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return send(method, path, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
        try {
            return this.client.send(request, BodyHandlers.ofString());
        }
        catch (IOException e) {
            throw new IllegalStateException(method + " " + path + " on port " + this.port + " failed", e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode expect(int status, HttpResponse<String> response) {
        requireStatus(status, response);
        return MAPPER.readTree(response.body().isEmpty() ? "null" : response.body());
    }

    private static void requireStatus(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new AssertionError(response.request().method() + " " + response.uri() + " answered "
                    + response.statusCode() + " instead of " + status + ": " + response.body());
        }
    }

}

package io.sensorstreams.harness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the REST API of a service, as a user's script does. Most methods expect a status
 * and throw an {@link AssertionError} when the answer has another one. Thread-safe.
 */
public final class Api {

    public static final byte[] NO_BODY = {};

    public static final String READINESS = "/actuator/health/readiness";

    /** Accepts states that a later release of the services may add. */
    private static final JsonMapper JSON = JsonMapper.builder()
        .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        .build();

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient client;

    private final String address;

    private final Map<String, String> headers;

    /** Creates a client of a service on this machine. */
    public Api(int port) {
        this(port, Map.of());
    }

    /**
     * Creates a client of a service on this machine.
     * @param headers headers of every request
     */
    public Api(int port, Map<String, String> headers) {
        this(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), "http://127.0.0.1:" + port, headers);
    }

    /**
     * Creates a client of a service on any machine.
     * @param address such as {@code https://sensors.example.com}, without a slash at its
     * end
     * @param headers headers of every request
     */
    public Api(HttpClient client, String address, Map<String, String> headers) {
        this.client = client;
        this.address = address;
        this.headers = Map.copyOf(headers);
    }

    /** Returns the headers that send a user and a password by HTTP Basic. */
    public static Map<String, String> basicHeaders(String user, String password) {
        byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    /** Returns the port in the address; -1 when it has none. */
    public int port() {
        return URI.create(this.address).getPort();
    }

    /** Returns the address of the service, such as {@code http://127.0.0.1:8081}. */
    public String address() {
        return this.address;
    }

    public static byte[] json(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    /** Sends a request without a time limit. Does not check the status of the answer. */
    public CompletableFuture<Answer> send(String method, String path, byte[] body) {
        return this.client.sendAsync(request(method, path, body).build(), BodyHandlers.ofByteArray())
            .thenApply(Answer::new);
    }

    /**
     * Sends a request with a body of any type. Does not check the status of the answer.
     * There is no time limit.
     * @param reader reads the answer
     */
    public <T> CompletableFuture<HttpResponse<T>> exchange(String method, String path, BodyPublisher body,
            BodyHandler<T> reader) {
        return this.client.sendAsync(request(path).method(method, body).build(), reader);
    }

    public JsonNode get(String path) {
        return expect(200, "GET", path, NO_BODY).json();
    }

    public String text(String path) {
        return expect(200, "GET", path, NO_BODY).text();
    }

    public JsonNode post(String path, String body, int status) {
        return expect(status, "POST", path, utf8(body)).json();
    }

    public JsonNode put(String path, byte[] body, int status) {
        return expect(status, "PUT", path, body).json();
    }

    public JsonNode patch(String path, String body) {
        return expect(200, "PATCH", path, utf8(body)).json();
    }

    public void delete(String path) {
        expect(204, "DELETE", path, NO_BODY);
    }

    public JsonNode audit(Duration timeout) {
        return audit(List.of(), timeout);
    }

    /** Runs an audit of some groups; of all when the list is empty. */
    public JsonNode audit(List<String> groups, Duration timeout) {
        byte[] request = groups.isEmpty() ? NO_BODY : json(Map.of("groups", groups));
        String id = expect(202, "POST", "/api/audits", request).json().path("id").asString();
        String path = "/api/audits/" + id;
        Waiting.until("the audit ends", timeout, () -> !get(path).path("state").asString().equals("RUNNING"));
        return get(path);
    }

    public String readiness() {
        return exchange("GET", READINESS, NO_BODY).text();
    }

    public String liveness() {
        return exchange("GET", "/actuator/health/liveness", NO_BODY).text();
    }

    public boolean isReady() {
        try {
            return exchange("GET", READINESS, NO_BODY).status() == 200;
        }
        catch (IllegalStateException e) {
            return false;
        }
    }

    private Answer expect(int status, String method, String path, byte[] body) {
        Answer answer = exchange(method, path, body);
        if (answer.status() != status) {
            throw new AssertionError(
                    answer.request() + " answered " + answer.status() + " instead of " + status + ": " + answer.text());
        }
        return answer;
    }

    private Answer exchange(String method, String path, byte[] body) {
        HttpRequest request = request(method, path, body).timeout(LIMIT).build();
        try {
            return new Answer(this.client.send(request, BodyHandlers.ofByteArray()));
        }
        catch (IOException e) {
            throw new IllegalStateException(method + " " + path + " on port " + port() + " failed", e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String method, String path, byte[] body) {
        HttpRequest.Builder request = request(path);
        return (body.length == 0) ? request.method(method, BodyPublishers.noBody())
                : request.method(method, BodyPublishers.ofByteArray(body)).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.address + path));
        this.headers.forEach(request::header);
        return request;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Answer of a service to a request. */
    public record Answer(HttpResponse<byte[]> response) {

        public int status() {
            return this.response.statusCode();
        }

        /** Returns method and address, such as {@code GET http://127.0.0.1:8081/api}. */
        public String request() {
            return this.response.request().method() + " " + this.response.uri();
        }

        public String text() {
            return new String(this.response.body(), StandardCharsets.UTF_8);
        }

        public <T> T as(Class<T> type) {
            return JSON.readValue(this.response.body(), type);
        }

        /** Requires that the answer is a JSON object or array. */
        JsonNode json() {
            if (!isJson()) {
                throw new AssertionError(request() + " answered no JSON object or array: " + text());
            }
            return as(JsonNode.class);
        }

        /** Returns a problem; it is empty when another program has answered. */
        public JsonNode problem() {
            return isJson() ? as(JsonNode.class) : JSON.createObjectNode();
        }

        private boolean isJson() {
            byte[] body = this.response.body();
            return body.length > 0 && (body[0] == '{' || body[0] == '[');
        }

    }

}

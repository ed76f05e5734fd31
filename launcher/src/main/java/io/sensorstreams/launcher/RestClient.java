package io.sensorstreams.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON over HTTP to one service on this machine. */
final class RestClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(TIMEOUT)
        .build();

    private final String address;

    /**
     * Creates a client.
     * @param address {@code http://127.0.0.1:8081}
     */
    RestClient(String address) {
        this.address = address;
    }

    /** Whether a GET is answered with 200. */
    boolean answersOk(String path) throws InterruptedException {
        try {
            return this.http.send(request(path).GET().build(), BodyHandlers.discarding()).statusCode() == 200;
        }
        catch (IOException e) {
            return false;
        }
    }

    <T> T get(String path, Class<T> type) throws IOException, InterruptedException {
        return read(send(request(path).GET().build()), type);
    }

    /** The resource, or empty when there is none of that name. */
    <T> Optional<T> find(String path, Class<T> type) throws IOException, InterruptedException {
        HttpRequest request = request(path).GET().build();
        HttpResponse<byte[]> response = this.http.send(request, BodyHandlers.ofByteArray());
        return (response.statusCode() == 404) ? Optional.empty() : Optional.of(read(checked(request, response), type));
    }

    <T> T put(String path, Object body, Class<T> type) throws IOException, InterruptedException {
        BodyPublisher json = BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        return read(send(request(path).header("Content-Type", "application/json").PUT(json).build()), type);
    }

    /** Posts without a body; the answer may name where its result will be. */
    Optional<String> post(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(request(path).POST(BodyPublishers.noBody()).build());
        return response.headers().firstValue("Location").map((location) -> URI.create(location).getPath());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(this.address + path)).timeout(TIMEOUT);
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return checked(request, this.http.send(request, BodyHandlers.ofByteArray()));
    }

    private static HttpResponse<byte[]> checked(HttpRequest request, HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() < 300) {
            return response;
        }
        String answer = request.method() + " " + request.uri() + " was answered with " + response.statusCode() + ": "
                + problem(response.body());
        throw (response.statusCode() == 503) ? new NotNowException(answer) : new IOException(answer);
    }

    /** What the problem details of RFC 9457 say, without their frame. */
    private static String problem(byte[] body) {
        JsonNode problem = (body.length > 0 && body[0] == '{') ? JSON.readTree(body) : JSON.createObjectNode();
        String detail = problem.path("detail").asString("no reason given");
        return problem.has("errors") ? detail + " " + problem.get("errors") : detail;
    }

    private static <T> T read(HttpResponse<byte[]> response, Class<T> type) {
        return JSON.readValue(response.body(), type);
    }

}

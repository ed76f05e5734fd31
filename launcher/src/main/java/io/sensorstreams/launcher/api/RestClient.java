package io.sensorstreams.launcher.api;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import io.sensorstreams.launcher.plan.StartException;
import io.sensorstreams.launcher.progress.Patience;
import io.sensorstreams.launcher.progress.Wait;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the REST API of one service on this machine. Waits for each answer while the
 * processes of the run are alive. Sends a request again when its connection breaks: every
 * request of a run is idempotent.
 */
public final class RestClient {

    private static final int BAD_REQUEST = 400;

    private static final int NOT_FOUND = 404;

    private static final int CONFLICT = 409;

    private static final int UNAVAILABLE = 503;

    /** Accepts states that a later release of the services may add. */
    private static final JsonMapper JSON = JsonMapper.builder()
        .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        .build();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String service;

    private final String address;

    private final Patience patience;

    /**
     * Creates a client.
     * @param service name of the service
     * @param address {@code http://127.0.0.1:8081}
     */
    public RestClient(String service, String address, Patience patience) {
        this.service = service;
        this.address = address;
        this.patience = patience;
    }

    String address() {
        return this.address;
    }

    /**
     * Checks whether the service is ready.
     * @param wait the wait that shows the reason
     * @return the reason why it is not ready, possibly empty text; empty when it is ready
     */
    public Optional<String> unready(Wait wait) throws StartException, InterruptedException {
        try {
            HttpRequest request = request("/actuator/health/readiness").GET().build();
            HttpResponse<byte[]> response = wait.await(this.http.sendAsync(request, BodyHandlers.ofByteArray()));
            return (response.statusCode() == 200) ? Optional.empty() : Optional.of(Readiness.reason(json(response)));
        }
        catch (ExecutionException e) {
            return Optional.of("");
        }
    }

    <T> T get(String path, Class<T> type) throws StartException, IOException, InterruptedException {
        return read(checked(request(path).GET().build()), type);
    }

    /** Returns the resource; empty when the service answers 404. */
    <T> Optional<T> find(String path, Class<T> type) throws StartException, IOException, InterruptedException {
        HttpRequest request = request(path).GET().build();
        HttpResponse<byte[]> response = send(request);
        return (response.statusCode() == NOT_FOUND) ? Optional.empty()
                : Optional.of(read(checked(request, response), type));
    }

    <T> T put(String path, Object body, Class<T> type) throws StartException, IOException, InterruptedException {
        BodyPublisher json = BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        return read(checked(request(path).header("Content-Type", "application/json").PUT(json).build()), type);
    }

    /**
     * Sends a POST without a body. Returns the {@code Location} of the result, if there
     * is one.
     */
    Optional<String> post(String path) throws StartException, IOException, InterruptedException {
        HttpResponse<byte[]> response = checked(request(path).POST(BodyPublishers.noBody()).build());
        return response.headers().firstValue("Location").map((location) -> URI.create(location).getPath());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(this.address + path));
    }

    private HttpResponse<byte[]> checked(HttpRequest request) throws StartException, IOException, InterruptedException {
        return checked(request, send(request));
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws StartException, InterruptedException {
        Wait wait = this.patience.on(this.service + " to answer " + request.method() + " " + request.uri().getPath());
        while (true) {
            try {
                return wait.await(this.http.sendAsync(request, BodyHandlers.ofByteArray()));
            }
            catch (ExecutionException e) {
                wait.pause(fault(e.getCause()));
            }
        }
    }

    private static String fault(@Nullable Throwable failure) {
        return (failure instanceof ConnectException) ? "it refuses connections" : String.valueOf(failure);
    }

    private static HttpResponse<byte[]> checked(HttpRequest request, HttpResponse<byte[]> response) throws IOException {
        int status = response.statusCode();
        if (status < 300) {
            return response;
        }
        JsonNode problem = json(response);
        String detail = detail(problem);
        String answer = request.method() + " " + request.uri() + " was answered with " + status + ": " + detail;
        switch (status) {
            case UNAVAILABLE -> throw new NotNowException(detail);
            case BAD_REQUEST, CONFLICT -> throw new RefusedException(problem.path("type").asString(""), detail, answer);
            default -> throw new IOException(answer);
        }
    }

    /** Returns the detail and the field errors of an RFC 9457 problem. */
    private static String detail(JsonNode problem) {
        String detail = problem.path("detail").asString("no reason given");
        return problem.has("errors") ? detail + " " + problem.get("errors") : detail;
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        byte[] body = response.body();
        return (body.length > 0 && body[0] == '{') ? JSON.readTree(body) : JSON.createObjectNode();
    }

    private static <T> T read(HttpResponse<byte[]> response, Class<T> type) {
        return JSON.readValue(response.body(), type);
    }

}

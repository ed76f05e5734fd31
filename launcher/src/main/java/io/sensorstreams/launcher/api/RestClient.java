package io.sensorstreams.launcher.api;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.Api.Answer;
import io.sensorstreams.launcher.plan.StartException;
import io.sensorstreams.launcher.progress.Patience;
import io.sensorstreams.launcher.progress.Patience.Wait;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Calls the REST API of one service with the patience of a run. Waits for each answer
 * while the processes of the run are alive. Sends a request again when its connection
 * breaks: every request of a run is idempotent.
 */
public final class RestClient {

    private final String service;

    private final Api api;

    private final Patience patience;

    public RestClient(String service, Api api, Patience patience) {
        this.service = service;
        this.api = api;
        this.patience = patience;
    }

    String address() {
        return this.api.address();
    }

    /**
     * Returns why the service is not ready, possibly as empty text; empty when it is
     * ready.
     * @param wait the wait that shows the reason
     */
    public Optional<String> unready(Wait wait) throws StartException, InterruptedException {
        try {
            Answer answer = wait.await(this.api.send("GET", Api.READINESS, Api.NO_BODY));
            return (answer.status() == 200) ? Optional.empty() : Optional.of(components(answer.problem()));
        }
        catch (ExecutionException e) {
            return Optional.of("");
        }
    }

    /**
     * Returns the components that are not {@code UP} in the health of Spring Boot's
     * actuator, each with its details. May be empty.
     */
    private static String components(JsonNode health) {
        return health.path("components")
            .properties()
            .stream()
            .filter((component) -> !component.getValue().path("status").asString("UP").equals("UP"))
            .map((component) -> component.getKey() + details(component.getValue().path("details")))
            .collect(Collectors.joining("; "));
    }

    private static String details(JsonNode details) {
        String text = details.properties()
            .stream()
            .map((detail) -> detail.getValue().isString() ? detail.getValue().asString() : detail.getValue().toString())
            .collect(Collectors.joining(", "));
        return text.isEmpty() ? "" : ": " + text;
    }

    <T> T get(String path, Class<T> type) throws StartException, IOException, InterruptedException {
        return checked(send("GET", path, Api.NO_BODY)).as(type);
    }

    /** Returns the resource; empty when the service answers 404. */
    <T> Optional<T> find(String path, Class<T> type) throws StartException, IOException, InterruptedException {
        Answer answer = send("GET", path, Api.NO_BODY);
        return (answer.status() == HttpURLConnection.HTTP_NOT_FOUND) ? Optional.empty()
                : Optional.of(checked(answer).as(type));
    }

    <T> T put(String path, Object body, Class<T> type) throws StartException, IOException, InterruptedException {
        return checked(send("PUT", path, Api.json(body))).as(type);
    }

    /** Sends a POST without a body. Returns the {@code Location}, if there is one. */
    Optional<String> post(String path) throws StartException, IOException, InterruptedException {
        HttpHeaders headers = checked(send("POST", path, Api.NO_BODY)).response().headers();
        return headers.firstValue("Location").map((location) -> URI.create(location).getPath());
    }

    private Answer send(String method, String path, byte[] body) throws StartException, InterruptedException {
        Wait wait = this.patience.on(this.service + " to answer " + method + " " + path);
        while (true) {
            try {
                return wait.await(this.api.send(method, path, body));
            }
            catch (ExecutionException e) {
                wait.pause(fault(e.getCause()));
            }
        }
    }

    private static String fault(@Nullable Throwable failure) {
        return (failure instanceof ConnectException) ? "it refuses connections" : String.valueOf(failure);
    }

    private static Answer checked(Answer answer) throws IOException {
        int status = answer.status();
        if (status < 300) {
            return answer;
        }
        JsonNode problem = answer.problem();
        String detail = detail(problem);
        String text = answer.request() + " was answered with " + status + ": " + detail;
        switch (status) {
            case HttpURLConnection.HTTP_UNAVAILABLE -> throw new NotNowException(detail);
            case HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_CONFLICT ->
                throw new RefusedException(problem.path("type").asString(""), detail, text);
            default -> throw new IOException(text);
        }
    }

    /**
     * Returns the detail of an RFC 9457 problem, and field errors that it does not have.
     */
    private static String detail(JsonNode problem) {
        String detail = problem.path("detail").asString("no reason given");
        boolean complete = problem.path("errors").valueStream().allMatch((error) -> detail.contains(error.asString()));
        return complete ? detail : detail + " " + problem.get("errors");
    }

}

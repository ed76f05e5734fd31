package io.sensorstreams.common.openapi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The committed OpenAPI document of a service, and the service that must agree with it.
 */
public final class ApiContract {

    /** System property that writes the document instead of comparing it. */
    private static final String WRITE = "openapi.write";

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();

    private final String address;

    private final JsonNode document;

    private final Map<String, Set<Integer>> seen = new TreeMap<>();

    private ApiContract(String address, JsonNode document) {
        this.address = address;
        this.document = document;
    }

    /**
     * Compares the committed document with that of the service.
     * @param file document in the repository
     * @param address address of the service
     */
    public static ApiContract of(Path file, String address) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(address + "/v3/api-docs")).build(),
                    HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        String current = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(response.body()))
                + "\n";
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(file, current);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
            .as("%s differs from the API of the service. Write it again with -D%s=true and read the difference", file,
                    WRITE)
            .isEqualTo(current);
        return new ApiContract(address, JSON.readTree(current));
    }

    /** Starts a request for an operation. */
    public ApiCall call(String operation) {
        for (Map.Entry<String, JsonNode> path : this.document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (method.getValue().path("operationId").asString("").equals(operation)) {
                    return new ApiCall(this, method.getKey(), path.getKey(), method.getValue());
                }
            }
        }
        throw new IllegalArgumentException("The document has no operation " + operation);
    }

    /** Checks that the examples of all responses match their schemas. */
    public void assertExamplesMatch() {
        operations().forEach((operation) -> call(operation).assertExamplesMatch());
    }

    /** Checks that each operation was answered with success and with a problem. */
    public void assertAllCalled() {
        assertThat(operations()).allSatisfy((operation) -> {
            Set<Integer> statuses = this.seen.getOrDefault(operation, Set.of());
            assertThat(statuses).as(operation).anyMatch((status) -> status < 300);
            assertThat(statuses).as(operation).anyMatch((status) -> status >= 400);
        });
    }

    private Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        this.document.path("paths")
            .valueStream()
            .flatMap(JsonNode::valueStream)
            .map((operation) -> operation.path("operationId").asString(""))
            .filter(Predicate.not(String::isEmpty))
            .forEach(operations::add);
        return operations;
    }

    JsonNode document() {
        return this.document;
    }

    URI uri(String path) {
        return URI.create(this.address + path);
    }

    Answer send(String operation, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = this.client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        this.seen.computeIfAbsent(operation, (first) -> new TreeSet<>()).add(response.statusCode());
        try (InputStream body = response.body()) {
            return new Answer(response,
                    isEvents(response) ? firstEvent(body) : new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static boolean isEvents(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
    }

    private static String firstEvent(InputStream body) throws IOException {
        StringBuilder event = new StringBuilder();
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null
                && (!line.isEmpty() || event.isEmpty()); line = lines.readLine()) {
            // A comment opens the stream.
            if (!line.isEmpty() && !line.startsWith(":")) {
                event.append(line).append('\n');
            }
        }
        return event.toString();
    }

    /**
     * A response.
     *
     * @param head status and headers
     * @param body the body; the first event of a stream of events
     */
    record Answer(HttpResponse<?> head, String body) {

    }

}

package io.sensorstreams.common.openapi;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request for one operation, with the parameters and bodies that the document has as
 * examples. Checks the response against the document.
 */
public final class ApiCall {

    private static final String EXAMPLE = "example";

    private final ApiContract contract;

    private final String method;

    private final String path;

    private final JsonNode operation;

    private final Map<String, String> parameters = new HashMap<>();

    private final Map<String, String> headers = new HashMap<>();

    private @Nullable String body;

    private @Nullable String bodyType;

    ApiCall(ApiContract contract, String method, String path, JsonNode operation) {
        this.contract = contract;
        this.method = method.toUpperCase(Locale.ROOT);
        this.path = path;
        this.operation = operation;
    }

    /** Sets a parameter. Variables of the path have their examples otherwise. */
    public ApiCall with(String name, Object value) {
        this.parameters.put(name, String.valueOf(value));
        return this;
    }

    /** Sets a header that is not a parameter. */
    public ApiCall header(String name, String value) {
        this.headers.put(name, value);
        return this;
    }

    /** Sets the parameter to its example. */
    public ApiCall withExample(String name) {
        return with(name, parameter(name).path(EXAMPLE).asString());
    }

    /** Sets the body to an example, which must match its schema. */
    public ApiCall example(String name) {
        Map.Entry<String, JsonNode> content = this.operation.at("/requestBody/content").properties().iterator().next();
        JsonNode value = content.getValue().path("examples").path(name).path("value");
        assertThat(value.isMissingNode()).as("%s has no example %s", id(), name).isFalse();
        assertThat(SchemaCheck.errors(this.contract.document(), content.getValue().path("schema"), value))
            .as("example %s of %s", name, id())
            .isEmpty();
        return body(content.getKey(), value.isString() ? value.stringValue() : value.toString());
    }

    /** Sets the body to JSON that the schema does not allow. */
    public ApiCall wrong(String json) {
        JsonNode schema = this.operation.at("/requestBody/content/application~1json/schema");
        assertThat(SchemaCheck.errors(this.contract.document(), schema, ApiContract.JSON.readTree(json)))
            .as("%s, which %s must refuse", json, id())
            .isNotEmpty();
        return body("application/json", json);
    }

    /** Sets the body. */
    public ApiCall body(String type, String text) {
        this.bodyType = type;
        this.body = text;
        return this;
    }

    /**
     * Sends the request, and checks the response against the document.
     * @return the body
     */
    public JsonNode expect(int status) throws IOException, InterruptedException {
        ApiContract.Answer answer = this.contract.send(id(), request());
        HttpResponse<?> response = answer.head();
        String what = "%s %s: %s".formatted(this.method, response.uri(), answer.body());
        assertThat(response.statusCode()).as(what).isEqualTo(status);
        JsonNode documented = resolved(this.operation.path("responses").path(String.valueOf(status)));
        assertThat(documented.isMissingNode()).as("%s does not have status %d", id(), status).isFalse();
        for (String header : List.of("Location", "Content-Range")) {
            assertThat(response.headers().firstValue(header).isPresent()).as("header %s of %s", header, what)
                .isEqualTo(documented.path("headers").has(header));
        }
        JsonNode content = documented.path("content");
        if (content.isMissingNode()) {
            assertThat(answer.body()).as(what).isEmpty();
            return content;
        }
        String type = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        assertThat(content.propertyNames()).as(what).contains(type);
        return type.endsWith("json") ? json(content.path(type), answer.body(), what)
                : ApiContract.JSON.valueToTree(answer.body());
    }

    private JsonNode json(JsonNode media, String text, String what) {
        JsonNode value = ApiContract.JSON.readTree(text);
        assertThat(SchemaCheck.errors(this.contract.document(), media.path("schema"), value)).as(what).isEmpty();
        String name = value.path("type").asString("").replaceFirst("^.*:", "");
        JsonNode problem = media.path("examples").path(name).path("value");
        if (!problem.isMissingNode()) {
            assertThat(value.path("title")).as("title of the example %s", name).isEqualTo(problem.path("title"));
        }
        return value;
    }

    private HttpRequest request() {
        String address = this.path;
        List<String> query = new ArrayList<>();
        HttpRequest.Builder request = HttpRequest.newBuilder();
        for (JsonNode parameter : this.operation.path("parameters")) {
            String name = parameter.path("name").stringValue();
            String place = parameter.path("in").stringValue();
            String value = this.parameters.get(name);
            if (place.equals("path")) {
                String given = (value != null) ? value : parameter.path(EXAMPLE).asString();
                address = address.replace("{" + name + "}", encoded(given));
            }
            else if (value != null && place.equals("query")) {
                query.add(name + "=" + encoded(value));
            }
            else if (value != null) {
                request.header(name, value);
            }
        }
        this.parameters.keySet().forEach((name) -> assertThat(parameter(name).isMissingNode()).as(name).isFalse());
        this.headers.forEach(request::header);
        if (this.bodyType != null) {
            request.header("Content-Type", this.bodyType);
        }
        return request.uri(this.contract.uri(query.isEmpty() ? address : address + "?" + String.join("&", query)))
            .method(this.method, (this.body != null) ? BodyPublishers.ofString(this.body) : BodyPublishers.noBody())
            .build();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private JsonNode parameter(String name) {
        return this.operation.path("parameters")
            .valueStream()
            .filter((parameter) -> parameter.path("name").stringValue().equals(name))
            .findFirst()
            .orElse(this.operation.path("no parameter"));
    }

    void assertExamplesMatch() {
        for (Map.Entry<String, JsonNode> response : this.operation.path("responses").properties()) {
            for (JsonNode media : resolved(response.getValue()).path("content")) {
                List<JsonNode> examples = new ArrayList<>();
                media.path("examples").valueStream().map((example) -> example.path("value")).forEach(examples::add);
                if (media.has(EXAMPLE)) {
                    examples.add(media.path(EXAMPLE));
                }
                assertThat(examples).as("examples of %s, status %s", id(), response.getKey())
                    .isNotEmpty()
                    .allSatisfy((example) -> assertThat(
                            SchemaCheck.errors(this.contract.document(), media.path("schema"), example))
                        .isEmpty());
            }
        }
    }

    private JsonNode resolved(JsonNode response) {
        return response.has("$ref") ? this.contract.document().at(response.path("$ref").stringValue().substring(1))
                : response;
    }

    private String id() {
        return this.operation.path("operationId").stringValue();
    }

}

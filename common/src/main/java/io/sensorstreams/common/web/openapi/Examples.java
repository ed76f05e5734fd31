package io.sensorstreams.common.web.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

/**
 * Examples and texts of a document, from {@code openapi/examples.json} of the service.
 * Those of problems that every service has are in {@code openapi/problems.json}.
 */
final class Examples {

    private final JsonMapper json;

    private final JsonNode own;

    private final JsonNode common;

    Examples(JsonMapper json) {
        this.json = json;
        this.own = read("openapi/examples.json");
        this.common = read("openapi/problems.json");
    }

    private JsonNode read(String name) {
        ClassPathResource resource = new ClassPathResource(name);
        if (!resource.exists()) {
            return this.json.createObjectNode();
        }
        try (InputStream content = resource.getInputStream()) {
            return this.json.readTree(content);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the bodies of an operation's requests, by name of the example. */
    JsonNode requests(String operation) {
        return this.own.path("operations").path(operation).path("requests");
    }

    /** Returns the body of an operation's response in a media type. */
    Optional<Object> answer(String operation, String type) {
        JsonNode found = this.own.path("operations").path(operation);
        return plain(found.path("answers").path(type)).or(() -> plain(found.path("answer")));
    }

    /** Returns the value of a parameter. */
    Optional<Object> parameter(String operation, String name) {
        return plain(this.own.path("operations").path(operation).path("parameters").path(name))
            .or(() -> plain(this.own.path("parameters").path(name).path("example")));
    }

    @Nullable String parameterText(String name) {
        return this.own.path("parameters").path(name).path("description").asString(null);
    }

    @Nullable String tagText(String tag) {
        return this.own.path("tags").path(tag).asString(null);
    }

    /** Returns the title and the detail of a problem, by the last part of its type. */
    JsonNode problem(String type) {
        JsonNode found = this.own.path("problems").path(type);
        return found.isMissingNode() ? this.common.path(type) : found;
    }

    /** Converts JSON to maps, lists and values, which any version of Jackson writes. */
    Optional<Object> plain(JsonNode node) {
        return node.isMissingNode() ? Optional.empty() : Optional.ofNullable(this.json.treeToValue(node, Object.class));
    }

}

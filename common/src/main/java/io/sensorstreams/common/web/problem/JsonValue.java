package io.sensorstreams.common.web.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import org.springframework.http.HttpInputMessage;

/**
 * Describes values of a body, such as {@code 'many'}, {@code a list} or {@code missing}.
 */
final class JsonValue {

    private static final JsonFactory FACTORY = new JsonFactory();

    private static final int MAX_QUOTED = 100;

    private JsonValue() {
    }

    /**
     * Describes the value at a path. Reads the body again: an exception of Jackson has
     * neither the text of the value nor, after a field that precedes the type of its
     * object, its token.
     */
    static String at(List<JacksonException.Reference> path, HttpInputMessage body) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body.getBody())) {
            boolean found = parser.nextToken() != null;
            for (JacksonException.Reference step : path) {
                found = found && enter(parser, step);
            }
            return found ? current(parser) : "missing";
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean enter(JsonParser parser, JacksonException.Reference step) {
        String name = step.getPropertyName();
        for (int index = 0;; index++) {
            JsonToken token = parser.nextToken();
            if (token == null || token.isStructEnd()) {
                return false;
            }
            boolean entered = (name != null) ? name.equals(parser.currentName()) : index == step.getIndex();
            if (token == JsonToken.PROPERTY_NAME) {
                parser.nextToken();
            }
            if (entered) {
                return true;
            }
            parser.skipChildren();
        }
    }

    private static String current(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> "missing";
            case START_ARRAY -> "a list";
            case START_OBJECT -> "an object";
            case VALUE_STRING -> quoted(parser.getString());
            default -> shortened(parser.getString());
        };
    }

    /** Describes a value that Jackson has converted. */
    static String of(@Nullable Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            return "a number"; // as large as 1e999
        }
        return (value instanceof Number || value instanceof Boolean) ? value.toString() : quoted(String.valueOf(value));
    }

    static String quoted(String text) {
        return "'" + shortened(text) + "'";
    }

    private static String shortened(String text) {
        return (text.length() <= MAX_QUOTED) ? text : text.substring(0, MAX_QUOTED) + "…";
    }

}

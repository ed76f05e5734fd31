package io.sensorstreams.common.openapi;

import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * Checks JSON against a schema of a document, with the keywords that the documents have.
 * Stricter than JSON Schema: a field that the schema does not name is an error.
 */
final class SchemaCheck {

    private final JsonNode document;

    private final List<String> errors = new ArrayList<>();

    private SchemaCheck(JsonNode document) {
        this.document = document;
    }

    /** Returns what is wrong, with its place; empty when the value is valid. */
    static List<String> errors(JsonNode document, JsonNode schema, JsonNode value) {
        SchemaCheck check = new SchemaCheck(document);
        check.check(schema, value, "$");
        return check.errors;
    }

    private void check(JsonNode schema, JsonNode value, String at) {
        if (schema.has("$ref")) {
            check(this.document.at(schema.path("$ref").stringValue().substring(1)), value, at);
        }
        if (schema.has("oneOf")) {
            checkOneOf(schema, value, at);
        }
        if (schema.has("type") && !hasType(schema.path("type"), value)) {
            fail(at, "is " + value + ", expected " + schema.path("type"));
            return;
        }
        if (schema.has("const") && !schema.path("const").equals(value)) {
            fail(at, "is " + value + ", expected " + schema.path("const"));
        }
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
            fail(at, "is " + value + ", expected one of " + schema.path("enum"));
        }
        if (value.isObject()) {
            checkObject(schema, value, at);
        }
        else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(schema.path("items"), value.path(i), at + "[" + i + "]");
            }
            checkRange(schema, "minItems", "maxItems", value.size(), at);
        }
        else if (value.isString()) {
            checkText(schema, value.stringValue(), at);
        }
        else if (value.isNumber()) {
            checkNumber(schema, value.decimalValue(), at);
        }
    }

    private void checkOneOf(JsonNode schema, JsonNode value, String at) {
        JsonNode discriminator = schema.path("discriminator");
        if (!discriminator.isMissingNode()) {
            String tag = value.path(discriminator.path("propertyName").stringValue()).asString("");
            JsonNode reference = discriminator.path("mapping").path(tag);
            if (reference.isMissingNode()) {
                fail(at, "has no type of " + discriminator.path("mapping").propertyNames());
                return;
            }
            check(this.document.at(reference.stringValue().substring(1)), value, at);
        }
        long matches = schema.path("oneOf")
            .valueStream()
            .filter((one) -> errors(this.document, one, value).isEmpty())
            .count();
        if (matches != 1) {
            fail(at, "matches " + matches + " of " + schema.path("oneOf"));
        }
    }

    private void checkObject(JsonNode schema, JsonNode value, String at) {
        schema.path("required")
            .valueStream()
            .map(JsonNode::stringValue)
            .filter((name) -> !value.has(name))
            .forEach((name) -> fail(at, "has no " + name));
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            String name = property.getKey();
            if (schema.path("properties").has(name)) {
                check(schema.path("properties").path(name), property.getValue(), at + "." + name);
            }
            else if (schema.path("additionalProperties").isObject()) {
                check(schema.path("additionalProperties"), property.getValue(), at + "[" + name + "]");
            }
            else if (schema.has("properties") && !schema.has("$ref")) {
                fail(at, "has an unknown field " + name);
            }
        }
        checkRange(schema, "minProperties", "maxProperties", value.size(), at);
    }

    private void checkText(JsonNode schema, String value, String at) {
        checkRange(schema, "minLength", "maxLength", value.length(), at);
        if (schema.has("pattern") && !Pattern.compile(schema.path("pattern").stringValue()).matcher(value).find()) {
            fail(at, "is '" + value + "', which does not match " + schema.path("pattern"));
        }
        try {
            switch (schema.path("format").asString("")) {
                case "date-time" -> OffsetDateTime.parse(value);
                case "uri", "uri-reference" -> URI.create(value);
                default -> {
                    // any text
                }
            }
        }
        catch (DateTimeException | IllegalArgumentException e) {
            fail(at, "is '" + value + "', expected a " + schema.path("format").stringValue());
        }
    }

    private void checkNumber(JsonNode schema, BigDecimal value, String at) {
        if (schema.has("minimum") && value.compareTo(schema.path("minimum").decimalValue()) < 0
                || schema.has("maximum") && value.compareTo(schema.path("maximum").decimalValue()) > 0
                || schema.has("exclusiveMinimum")
                        && value.compareTo(schema.path("exclusiveMinimum").decimalValue()) <= 0) {
            fail(at, "is " + value + ", which is out of range");
        }
    }

    private void checkRange(JsonNode schema, String min, String max, int size, String at) {
        if (size < schema.path(min).asInt(0) || size > schema.path(max).asInt(Integer.MAX_VALUE)) {
            fail(at, "has the size " + size + ", which is out of range");
        }
    }

    private static boolean hasType(JsonNode types, JsonNode value) {
        return types.isArray() ? types.valueStream().anyMatch((type) -> isOf(type.stringValue(), value))
                : isOf(types.stringValue(), value);
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException("Unknown type " + type);
        };
    }

    private void fail(String at, String reason) {
        this.errors.add(at + " " + reason);
    }

}

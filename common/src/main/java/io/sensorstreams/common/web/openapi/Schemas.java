package io.sensorstreams.common.web.openapi;

import io.swagger.v3.oas.models.media.JsonSchema;
import org.jspecify.annotations.Nullable;

/** Creates schemas of OpenAPI 3.1. */
final class Schemas {

    private static final String NULL = "null";

    private Schemas() {
    }

    static JsonSchema ofType(String type) {
        JsonSchema schema = new JsonSchema();
        schema.addType(type);
        return schema;
    }

    static JsonSchema ofType(String type, String format) {
        JsonSchema schema = ofType(type);
        schema.setFormat(format);
        return schema;
    }

    /** Returns a schema that refers to a component. */
    static JsonSchema reference(String name) {
        JsonSchema schema = new JsonSchema();
        schema.set$ref(name);
        return schema;
    }

    static JsonSchema constant(String value) {
        JsonSchema schema = ofType("string");
        schema.setConst(value);
        return schema;
    }

    static JsonSchema enumeration(Iterable<?> values) {
        JsonSchema schema = ofType("string");
        values.forEach(schema::addEnumItemObject);
        return schema;
    }

    /** Returns a schema that also allows null. */
    static JsonSchema nullable(JsonSchema schema) {
        if (schema.get$ref() != null) {
            JsonSchema either = new JsonSchema();
            either.addOneOfItem(schema);
            either.addOneOfItem(ofType(NULL));
            return either;
        }
        if (schema.getTypes() != null) {
            schema.addType(NULL);
            if (schema.getEnum() != null) {
                schema.addEnumItemObject(null);
            }
        }
        return schema;
    }

    static void describe(JsonSchema schema, @Nullable String description) {
        if (description != null && !description.isBlank()) {
            schema.setDescription(description);
        }
    }

}

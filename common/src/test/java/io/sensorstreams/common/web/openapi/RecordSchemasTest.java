package io.sensorstreams.common.web.openapi;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class RecordSchemasTest {

    private static final String OUTER = "RecordSchemasTest";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final JsonNode SCHEMAS = schemas(AnswerView.class, Order.class, Size3.class);

    @Test
    void describesASealedInterfaceByItsSubtypes() {
        assertThat(schema("Shape")).isEqualTo(json("""
                {"oneOf": [{"$ref": "#/components/schemas/RecordSchemasTestCircle"},
                           {"$ref": "#/components/schemas/RecordSchemasTestPoint"}],
                 "discriminator": {"propertyName": "type", "mapping": {
                   "circle": "#/components/schemas/RecordSchemasTestCircle",
                   "point": "#/components/schemas/RecordSchemasTestPoint"}}}"""));
        assertThat(schema("Point")).isEqualTo(json("""
                {"type": "object", "additionalProperties": false, "required": ["type"],
                 "properties": {"type": {"type": "string", "const": "point"}}}"""));
    }

    @Test
    void requiresInARequestWhatHasNoDefault() {
        assertThat(schema("Order").path("required")).isEqualTo(json("[\"topic\"]"));
    }

    @Test
    void namesTheDefaultsOfARequest() {
        JsonNode properties = schema("Order").path("properties");

        assertThat(properties.path("shape").path("default")).isEqualTo(json("{\"type\":\"point\"}"));
        assertThat(properties.path("speed").path("default")).isEqualTo(json("\"fast\""));
        assertThat(properties.path("name").has("default")).isFalse();
        assertThat(properties.path("zone").has("default")).isFalse();
    }

    @Test
    void hasTheConstraintsOfARequest() {
        JsonNode properties = schema("Order").path("properties");

        assertThat(properties.path("topic").path("pattern")).isEqualTo(json("\"^(?:[A-Z]+)$\""));
        assertThat(properties.path("limit")).isEqualTo(json("""
                {"type": ["integer", "null"], "format": "int64", "maximum": 9}"""));
        assertThat(properties.path("names")).isEqualTo(json("""
                {"type": "array", "maxItems": 3, "items": {"type": "string", "maxLength": 5}}"""));
    }

    @Test
    void requiresInAnAnswerWhatIsNotNullable() {
        assertThat(schema("AnswerView").path("required")).isEqualTo(
                json("""
                        ["counts", "exact", "fault", "name", "names", "raw", "rows", "shape", "speed", "state", "topic", "zone"]"""));
    }

    @Test
    void describesTextThatIsJsonAsAnything() {
        JsonNode properties = schema("AnswerView").path("properties");

        assertThat(properties.path("raw").has("type")).isFalse();
        assertThat(properties.path("exact")).isEqualTo(json("{\"type\":\"number\"}"));
    }

    @Test
    void allowsNullWhereAnAnswerMayHaveIt() {
        JsonNode properties = schema("AnswerView").path("properties");

        assertThat(properties.path("rows").path("type")).isEqualTo(json("[\"integer\",\"null\"]"));
        assertThat(properties.path("fault").path("type")).isEqualTo(json("[\"string\",\"null\"]"));
        assertThat(properties.path("next").path("oneOf"))
            .isEqualTo(json("[{\"$ref\":\"#/components/schemas/RecordSchemasTestCircle\"},{\"type\":\"null\"}]"));
        assertThat(properties.path("counts").path("additionalProperties").path("type")).isEqualTo(json("\"integer\""));
    }

    @Test
    void namesANestedTypeAfterItsOuterOneWithoutView() {
        assertThat(SCHEMAS.path(OUTER + "AnswerState").path("enum")).isEqualTo(json("[\"on\",\"OFF\"]"));
    }

    @Test
    void takesTheSchemaOfAText() {
        assertThat(schema("Size3")).isEqualTo(json("{\"type\":\"integer\",\"maximum\":3}"));
    }

    private static JsonNode schema(String name) {
        return SCHEMAS.path(OUTER + name);
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    private static JsonNode schemas(Class<?>... types) {
        ModelConverters converters = new ModelConverters(true);
        converters.addConverter(new RecordSchemas(JSON, new Texts(null)));
        StringBuilder all = new StringBuilder("{");
        for (Class<?> type : types) {
            converters.resolveAsResolvedSchema(new AnnotatedType(type)).referencedSchemas
                .forEach((name, schema) -> all.append((all.length() > 1) ? "," : "")
                    .append('"' + name + "\":")
                    .append(Json31.pretty(schema)));
        }
        return JSON.readTree(all.append("}").toString());
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({ @JsonSubTypes.Type(name = "circle", value = Circle.class),
            @JsonSubTypes.Type(name = "point", value = Point.class) })
    sealed interface Shape {

    }

    record Circle(@NotNull Double radius, @Nullable Duration turn) implements Shape {

    }

    record Point() implements Shape {

    }

    enum Speed {

        @JsonProperty("fast")
        FAST,

        @JsonProperty("slow")
        SLOW

    }

    record Order(String name, @NotNull @Pattern(regexp = "[A-Z]+") String topic, @NotNull @Valid Shape shape,
            @NotNull Speed speed, ZoneId zone, @Size(max = 3) List<@Size(max = 5) String> names,
            @Nullable @Max(9) Long limit) {

        Order {
            shape = Objects.requireNonNullElseGet(shape, Point::new);
            speed = Objects.requireNonNullElse(speed, Speed.FAST);
            zone = Objects.requireNonNullElse(zone, ZoneId.systemDefault());
        }

    }

    record AnswerView(@JsonUnwrapped Order order, OptionalLong rows, Optional<String> fault, @Nullable Circle next,
            Map<String, Long> counts, State state, BigDecimal exact, @JsonRawValue String raw) {

        enum State {

            @JsonProperty("on")
            ON, OFF

        }

    }

    @SchemaText("""
            {"type": "integer", "maximum": 3}""")
    record Size3(int value) {

    }

}

package io.sensorstreams.common.web.openapi;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

import io.swagger.v3.oas.models.media.JsonSchema;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.support.CronExpression;

/** Converts the type of a component, with its annotations, to a schema. */
final class TypeSchemas {

    /** Duration in its short form, or in ISO-8601. */
    private static final String DURATION = "^(?:\\d{1,18}(?:ns|us|ms|s|m|h|d)|[-+]?P.+)$";

    private static final Map<Class<?>, Supplier<JsonSchema>> SIMPLE = new HashMap<>();

    static {
        List.of(String.class, ZoneId.class, CronExpression.class, LocalDateTime.class)
            .forEach((type) -> SIMPLE.put(type, () -> Schemas.ofType("string")));
        List.of(int.class, Integer.class).forEach((type) -> SIMPLE.put(type, TypeSchemas::int32));
        List.of(long.class, Long.class).forEach((type) -> SIMPLE.put(type, TypeSchemas::int64));
        List.of(double.class, Double.class).forEach((type) -> SIMPLE.put(type, TypeSchemas::number));
        List.of(boolean.class, Boolean.class).forEach((type) -> SIMPLE.put(type, () -> Schemas.ofType("boolean")));
        SIMPLE.put(BigDecimal.class, () -> Schemas.ofType("number"));
        SIMPLE.put(OptionalInt.class, () -> Schemas.nullable(int32()));
        SIMPLE.put(OptionalLong.class, () -> Schemas.nullable(int64()));
        SIMPLE.put(OptionalDouble.class, () -> Schemas.nullable(number()));
        SIMPLE.put(Instant.class, () -> Schemas.ofType("string", "date-time"));
        SIMPLE.put(Duration.class, TypeSchemas::duration);
    }

    private final Function<Class<?>, JsonSchema> components;

    /**
     * Creates the converter.
     * @param components returns references to types with a component
     */
    TypeSchemas(Function<Class<?>, JsonSchema> components) {
        this.components = components;
    }

    /** Returns the schema of a type; a new one each time. */
    JsonSchema of(AnnotatedType type) {
        JsonSchema schema = plain(type);
        Constraints.apply(type, schema);
        return type.isAnnotationPresent(Nullable.class) ? Schemas.nullable(schema) : schema;
    }

    private JsonSchema plain(AnnotatedType type) {
        if (type instanceof AnnotatedArrayType array) {
            return list(array.getAnnotatedGenericComponentType());
        }
        Class<?> raw = raw(type.getType());
        if (type instanceof AnnotatedParameterizedType generic) {
            AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
            if (raw == Optional.class) {
                return Schemas.nullable(of(arguments[0]));
            }
            if (Collection.class.isAssignableFrom(raw)) {
                return list(arguments[0]);
            }
            if (Map.class.isAssignableFrom(raw)) {
                JsonSchema map = Schemas.ofType("object");
                map.setAdditionalProperties(of(arguments[1]));
                return map;
            }
        }
        return RecordSchemas.isOwn(raw) ? this.components.apply(raw) : SIMPLE.getOrDefault(raw, JsonSchema::new).get();
    }

    private JsonSchema list(AnnotatedType element) {
        JsonSchema list = Schemas.ofType("array");
        list.setItems(of(element));
        return list;
    }

    private static JsonSchema int32() {
        return Schemas.ofType("integer", "int32");
    }

    private static JsonSchema int64() {
        return Schemas.ofType("integer", "int64");
    }

    private static JsonSchema number() {
        return Schemas.ofType("number", "double");
    }

    private static JsonSchema duration() {
        JsonSchema schema = Schemas.ofType("string");
        schema.setPattern(DURATION);
        return schema;
    }

    private static Class<?> raw(Type type) {
        Type raw = (type instanceof ParameterizedType generic) ? generic.getRawType() : type;
        return (raw instanceof Class<?> found) ? found : Object.class;
    }

}

package io.sensorstreams.common.web.openapi;

import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.sensorstreams.common.json.EmptyAsNull;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Discriminator;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;

/**
 * Converts the record classes, enums and sealed interfaces of the services to schemas.
 * Swagger would describe getters, which records do not have, and subtypes by
 * {@code allOf}. A record class with a validated component is a request body: it requires
 * what has no default and must not be null. In any other one, which is only returned,
 * every component that is not nullable is present.
 */
final class RecordSchemas implements ModelConverter {

    private static final String OWN = "io.sensorstreams.";

    private final Texts texts;

    private final Defaults defaults;

    RecordSchemas(JsonMapper json, Texts texts) {
        this.texts = texts;
        this.defaults = new Defaults(json);
    }

    /** Whether a type of the services has a component of its own. */
    static boolean isOwn(Class<?> type) {
        return type.getName().startsWith(OWN) && (type.isRecord() || type.isEnum()
                || type.isAnnotationPresent(JsonSubTypes.class) || type.isAnnotationPresent(SchemaText.class));
    }

    @Override
    public boolean isOpenapi31() {
        return true;
    }

    @Override
    public @Nullable Schema<?> resolve(AnnotatedType type, ModelConverterContext context,
            Iterator<ModelConverter> chain) {
        Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
        if (isOwn(raw)) {
            return reference(raw, context);
        }
        return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    }

    private JsonSchema reference(Class<?> type, ModelConverterContext context) {
        String name = name(type);
        if (!context.getDefinedModels().containsKey(name)) {
            context.defineModel(name, new JsonSchema()); // ends a recursion
            context.defineModel(name, schema(type, context));
        }
        return Schemas.reference(name);
    }

    /**
     * Returns the name of a component. The name of a nested type begins with that of the
     * outer one, without View: {@code PaceRate}, {@code AuditState}.
     */
    private static String name(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return (outer == null) ? type.getSimpleName() : name(outer).replaceFirst("View$", "") + type.getSimpleName();
    }

    private JsonSchema schema(Class<?> type, ModelConverterContext context) {
        SchemaText text = type.getAnnotation(SchemaText.class);
        JsonSchema schema;
        if (text != null) {
            schema = parse(text.value());
        }
        else if (type.isEnum()) {
            schema = Schemas.enumeration(Stream.of(type.getEnumConstants()).map(RecordSchemas::constant).toList());
        }
        else {
            schema = type.isRecord() ? object(type, context) : either(type, context);
        }
        if (schema.getDescription() == null) {
            Schemas.describe(schema, this.texts.of(type));
        }
        return schema;
    }

    private static JsonSchema parse(String text) {
        try {
            // Only the deserializer of Schema accepts a single type.
            return (JsonSchema) Json31.mapper().readValue(text, Schema.class);
        }
        catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid schema " + text, e);
        }
    }

    private static String constant(Object constant) {
        Enum<?> value = (Enum<?>) constant;
        try {
            JsonProperty property = value.getDeclaringClass().getField(value.name()).getAnnotation(JsonProperty.class);
            return (property != null) ? property.value() : value.name();
        }
        catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonSchema either(Class<?> type, ModelConverterContext context) {
        Discriminator discriminator = new Discriminator();
        discriminator.setPropertyName(type.getAnnotation(JsonTypeInfo.class).property());
        JsonSchema either = new JsonSchema();
        for (JsonSubTypes.Type subtype : type.getAnnotation(JsonSubTypes.class).value()) {
            JsonSchema reference = reference(subtype.value(), context);
            either.addOneOfItem(reference);
            discriminator.mapping(subtype.name(), reference.get$ref());
        }
        either.setDiscriminator(discriminator);
        return either;
    }

    private JsonSchema object(Class<?> type, ModelConverterContext context) {
        JsonSchema object = Schemas.ofType("object");
        tag(type, object);
        boolean body = object.getRequired() != null || isBody(type);
        if (body) {
            object.setAdditionalProperties(false);
        }
        addComponents(type, object, body, new TypeSchemas((own) -> reference(own, context)));
        return object;
    }

    /** Adds the property that names the subtype of a sealed interface. */
    private static void tag(Class<?> type, JsonSchema object) {
        for (Class<?> parent : type.getInterfaces()) {
            JsonSubTypes subtypes = parent.getAnnotation(JsonSubTypes.class);
            if (subtypes != null) {
                String property = parent.getAnnotation(JsonTypeInfo.class).property();
                Stream.of(subtypes.value())
                    .filter((subtype) -> subtype.value() == type)
                    .forEach((subtype) -> object.addProperty(property, Schemas.constant(subtype.name())));
                object.addRequiredItem(property);
            }
        }
    }

    private static boolean isBody(Class<?> type) {
        return Stream.of(type.getRecordComponents())
            .anyMatch((component) -> Constraints.isConstrained(component.getAnnotatedType())
                    || Constraints.isConstrained(component.getAccessor()));
    }

    private void addComponents(Class<?> type, JsonSchema object, boolean body, TypeSchemas types) {
        Map<String, Object> values = body ? this.defaults.of(type) : Map.of();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                addUnwrapped(component, object, body, types);
                continue;
            }
            boolean raw = component.getAccessor().isAnnotationPresent(JsonRawValue.class);
            JsonSchema schema = raw ? new JsonSchema() : types.of(component.getAnnotatedType());
            OrText or = component.getAccessor().getAnnotation(OrText.class);
            if (or != null) {
                schema.addOneOfItem(Schemas.constant(or.value()));
                schema.setDefault(or.value());
            }
            if (isNullWhenEmpty(component)) {
                schema = Schemas.nullable(schema);
            }
            if (isSingleOrMany(component)) {
                schema.addType("string");
            }
            Schemas.describe(schema, this.texts.of(type, component.getName()));
            if (body && isRequired(component, values)) {
                object.addRequiredItem(component.getName());
            }
            else if (body && values.containsKey(component.getName())) {
                schema.setDefault(values.get(component.getName()));
            }
            else if (!body && isPresent(component)) {
                object.addRequiredItem(component.getName());
            }
            object.addProperty(component.getName(), schema);
        }
    }

    /** A component that may be null adds no required properties. */
    private void addUnwrapped(RecordComponent component, JsonSchema object, boolean body, TypeSchemas types) {
        List<String> required = (object.getRequired() != null) ? List.copyOf(object.getRequired()) : List.of();
        addComponents(component.getType(), object, body, types);
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            object.setRequired(new ArrayList<>(required));
        }
    }

    private static boolean isNullWhenEmpty(RecordComponent component) {
        JsonSerialize serializer = component.getAccessor().getAnnotation(JsonSerialize.class);
        return serializer != null && serializer.using() == EmptyAsNull.class;
    }

    /** Whether a list of texts with one element is a text in JSON. */
    private static boolean isSingleOrMany(RecordComponent component) {
        JsonFormat format = component.getAccessor().getAnnotation(JsonFormat.class);
        return format != null && List.of(format.with()).contains(JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY);
    }

    /** Whether a request needs the component: its default, if any, is invalid. */
    private static boolean isRequired(RecordComponent component, Map<String, Object> values) {
        Object value = values.get(component.getName());
        return Constraints.isRequired(component.getAnnotatedType())
                && (value == null || Objects.equals(value, List.of()));
    }

    private static boolean isPresent(RecordComponent component) {
        return !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && !component.getAccessor().isAnnotationPresent(JsonInclude.class);
    }

}

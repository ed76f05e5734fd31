package io.sensorstreams.common.web;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import org.springframework.util.ClassUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Tells whoever wrote a JSON body what Jackson did not like in it, without a word of
 * Java.
 */
final class JsonFault {

    private JsonFault() {
    }

    /**
     * Where in the body the fault is, such as {@code source.fields[2]}; {@code body} when
     * it is all of it.
     */
    static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        e.getPath().forEach((step) -> {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            }
            else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        });
        if (e instanceof InvalidTypeIdException) {
            path.append(path.isEmpty() ? "" : ".").append("type");
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    /** What is wrong there, and what was expected, in terms of JSON. */
    static String reason(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "is not a known field; known: " + unknown.getKnownPropertyIds();
        }
        if (e instanceof InvalidFormatException wrong && wrong.getTargetType().isEnum()) {
            return "is '" + wrong.getValue() + "', expected one of " + names(wrong.getTargetType());
        }
        if (e instanceof InvalidTypeIdException wrong) {
            String found = (wrong.getTypeId() != null) ? "is '" + wrong.getTypeId() + "'" : "is missing";
            return found + ", expected one of " + types(wrong.getBaseType().getRawClass());
        }
        if (e instanceof MismatchedInputException mismatch) {
            return isJacksons(mismatch) ? found(mismatch) + ", expected " + expected(mismatch.getTargetType())
                    : mismatch.getOriginalMessage();
        }
        return "is not valid JSON: " + e.getOriginalMessage();
    }

    /** Our own deserializers say what they expect; Jackson names Java classes. */
    private static boolean isJacksons(MismatchedInputException e) {
        return e.getTargetType() != null && e.getOriginalMessage().startsWith("Cannot ");
    }

    private static String found(MismatchedInputException e) {
        return e.getOriginalMessage().startsWith("Cannot map `null`") ? "is missing" : "is of another type";
    }

    /** What JSON calls it; a time or a duration is text. */
    private static String expected(Class<?> type) {
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        if (Number.class.isAssignableFrom(boxed)) {
            return "a number";
        }
        if (boxed == Boolean.class) {
            return "true or false";
        }
        if (Collection.class.isAssignableFrom(boxed) || boxed.isArray()) {
            return "a list";
        }
        return (boxed.isRecord() || boxed.isInterface()) ? "an object" : "text";
    }

    private static List<String> types(Class<?> base) {
        JsonSubTypes known = base.getAnnotation(JsonSubTypes.class);
        return (known != null) ? Arrays.stream(known.value()).map(JsonSubTypes.Type::name).toList() : List.of();
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getFields()).filter(Field::isEnumConstant).map(JsonFault::name).toList();
    }

    private static String name(Field constant) {
        JsonProperty renamed = constant.getAnnotation(JsonProperty.class);
        return (renamed != null) ? renamed.value() : constant.getName();
    }

}

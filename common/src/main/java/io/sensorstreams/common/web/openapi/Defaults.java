package io.sensorstreams.common.web.openapi;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the default values of the fields of a request body: what its constructor sets
 * where a field is missing.
 */
final class Defaults {

    private final JsonMapper json;

    Defaults(JsonMapper json) {
        this.json = json;
    }

    /**
     * Returns the defaults as JSON values, by component; without those that depend on the
     * machine.
     */
    Map<String, Object> of(Class<?> type) {
        Map<String, Object> defaults = new HashMap<>();
        RecordComponent[] components = type.getRecordComponents();
        if (Stream.of(components).anyMatch((component) -> component.getType().isPrimitive())) {
            return defaults;
        }
        try {
            Constructor<?> constructor = type
                .getDeclaredConstructor(Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            Object empty = constructor.newInstance(new Object[components.length]);
            for (RecordComponent component : components) {
                component.getAccessor().setAccessible(true);
                Object value = component.getAccessor().invoke(empty);
                if (value != null && !(value instanceof ZoneId)) {
                    defaults.put(component.getName(), plain(component, value));
                }
            }
            return defaults;
        }
        catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be created without values", e);
        }
    }

    private Object plain(RecordComponent component, Object value) {
        String text = this.json.writerFor(this.json.constructType(component.getGenericType()))
            .writeValueAsString(value);
        return this.json.readValue(text, Object.class);
    }

}

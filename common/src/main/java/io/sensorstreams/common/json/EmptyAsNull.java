package io.sensorstreams.common.json;

import java.util.List;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes an empty text or list as null. */
public final class EmptyAsNull extends ValueSerializer<Object> {

    @Override
    public void serialize(Object value, JsonGenerator json, SerializationContext context) {
        if (value.equals("") || value.equals(List.of())) {
            json.writeNull();
        }
        else {
            json.writePOJO(value);
        }
    }

}

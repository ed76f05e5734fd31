package io.sensorstreams.producer.dialect;

import java.util.List;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes an empty text or list as null. */
final class NoneAsNull extends ValueSerializer<Object> {

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

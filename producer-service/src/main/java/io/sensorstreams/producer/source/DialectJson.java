package io.sensorstreams.producer.source;

import io.sensorstreams.common.json.InvalidValueException;
import io.sensorstreams.producer.dialect.Dialect;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/**
 * Reads and writes a dialect in JSON: an object, or {@code "auto"} for null.
 */
final class DialectJson {

    static final String AUTO = "auto";

    private DialectJson() {
    }

    static final class Reader extends ValueDeserializer<Dialect> {

        @Override
        @SuppressWarnings("NullAway")
        public @Nullable Dialect deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.hasToken(JsonToken.START_OBJECT)) {
                return context.readValue(parser, Dialect.class);
            }
            if (parser.hasToken(JsonToken.VALUE_STRING) && parser.getString().equals(AUTO)) {
                return null;
            }
            throw new InvalidValueException(parser, "must be \"auto\" or an object such as {\"delimiter\":\";\"}",
                    Dialect.class);
        }

    }

    static final class NullWriter extends ValueSerializer<Object> {

        @Override
        public void serialize(@Nullable Object value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(AUTO);
        }

    }

}

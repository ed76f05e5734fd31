package io.sensorstreams.consumer.replay;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.json.InvalidValueException;
import io.sensorstreams.common.web.openapi.SchemaText;
import io.sensorstreams.consumer.standing.TopicOffsets;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Start of a replay: {@code "beginning"}, {@code {"offset": 42}} or {@code {"timestamp":
 * "2026-01-31T12:00:00Z"}}. A timestamp may also be in milliseconds since 1970.
 */
@SchemaText("""
        {"description": "Start of a replay: the first record that Kafka has, an offset, or a time",
         "oneOf": [
          {"type": "string", "const": "beginning"},
          {"type": "object", "required": ["offset"], "additionalProperties": false, "properties":
            {"offset": {"type": "integer", "format": "int64", "minimum": 0}}},
          {"type": "object", "required": ["timestamp"], "additionalProperties": false, "properties":
            {"timestamp": {"oneOf": [
              {"type": "string", "format": "date-time"},
              {"type": "integer", "format": "int64", "minimum": 0, "description": "Milliseconds since 1970"}]}}}]}""")
@JsonDeserialize(using = ReplayFrom.Deserializer.class)
sealed interface ReplayFrom {

    /** Offset to start at, by partition; without partitions that have no such record. */
    Map<Integer, Long> offsets(TopicOffsets topics, String topic) throws TimeoutException, InterruptedException;

    record Beginning() implements ReplayFrom {

        @Override
        public Map<Integer, Long> offsets(TopicOffsets topics, String topic)
                throws TimeoutException, InterruptedException {
            return topics.starts(topic);
        }

    }

    record Offset(long offset) implements ReplayFrom {

        @Override
        public Map<Integer, Long> offsets(TopicOffsets topics, String topic)
                throws TimeoutException, InterruptedException {
            Map<Integer, Long> offsets = new HashMap<>(topics.starts(topic));
            offsets.replaceAll((partition, start) -> this.offset);
            return offsets;
        }

    }

    /** The first record with this or a later timestamp. */
    record Timestamp(long timestamp) implements ReplayFrom {

        @Override
        public Map<Integer, Long> offsets(TopicOffsets topics, String topic)
                throws TimeoutException, InterruptedException {
            Map<Integer, Long> offsets = new HashMap<>(topics.at(topic, this.timestamp));
            offsets.values().removeIf((offset) -> offset < 0);
            return offsets;
        }

    }

    final class Deserializer extends ValueDeserializer<ReplayFrom> {

        private static final String EXPECTED = "must be \"beginning\", {\"offset\": 0 or more} or "
                + "{\"timestamp\": ISO 8601 or milliseconds}; was %s";

        @Override
        public ReplayFrom deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode node = context.readTree(parser);
            if (node.isString() && node.stringValue().equals("beginning")) {
                return new Beginning();
            }
            JsonNode offset = node.path("offset");
            if (node.size() == 1 && offset.isIntegralNumber() && offset.canConvertToLong() && offset.longValue() >= 0) {
                return new Offset(offset.longValue());
            }
            JsonNode timestamp = node.path("timestamp");
            if (node.size() == 1 && timestamp.isIntegralNumber() && timestamp.canConvertToLong()
                    && timestamp.longValue() >= 0) {
                return new Timestamp(timestamp.longValue());
            }
            if (node.size() == 1 && timestamp.isString()) {
                try {
                    return new Timestamp(OffsetDateTime.parse(timestamp.stringValue()).toInstant().toEpochMilli());
                }
                catch (DateTimeException | ArithmeticException e) {
                    // Reported below.
                }
            }
            throw new InvalidValueException(parser, EXPECTED.formatted(node), ReplayFrom.class);
        }

    }

}

package io.sensorstreams.producer.watch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.sensorstreams.common.web.live.RowEvent;
import io.sensorstreams.common.wire.RowIdentity;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Converts records into the events that watchers get. Thread-safe. */
final class SentRows {

    private final JsonMapper json;

    SentRows(JsonMapper json) {
        this.json = json;
    }

    RowEvent event(RowIdentity row, ConsumerRecord<byte[], byte[]> sent) {
        return new RowEvent(Math.max(0, sent.serializedKeySize()) + Math.max(0, sent.serializedValueSize()),
                () -> view(row, sent));
    }

    private SentRow view(RowIdentity row, ConsumerRecord<byte[], byte[]> sent) {
        return new SentRow(row.toString(), sent.topic(), sent.partition(), sent.offset(), text(sent.key()),
                value(text(sent.value())), Instant.ofEpochMilli(sent.timestamp()));
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return (bytes != null) ? new String(bytes, StandardCharsets.UTF_8) : null;
    }

    /**
     * Returns JSON without line breaks. Any program may send records with the header of a
     * row, so the value may be anything.
     */
    private String value(@Nullable String text) {
        try {
            this.json.readTree((text != null) ? text : "null");
            // Within a JSON text, a line break is only white space.
            return (text != null) ? text.replace('\r', ' ').replace('\n', ' ') : "null";
        }
        catch (JacksonException e) {
            return this.json.writeValueAsString(text);
        }
    }

}

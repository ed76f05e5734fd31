package io.sensorstreams.producer.watch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.sensorstreams.common.web.live.RowEvent;
import io.sensorstreams.common.wire.RowIdentity;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Converts records into the events that watchers get. */
final class SentRows {

    /** Not the mapper of the API, which limits the size of what it reads. */
    private static final JsonMapper JSON = JsonMapper.shared();

    private SentRows() {
    }

    static RowEvent event(RowIdentity row, ConsumerRecord<byte[], byte[]> sent) {
        return new RowEvent(Math.max(0, sent.serializedKeySize()) + Math.max(0, sent.serializedValueSize()),
                () -> view(row, sent));
    }

    static SentRow view(RowIdentity row, ConsumerRecord<byte[], byte[]> sent) {
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
    private static String value(@Nullable String text) {
        if (text == null) {
            return "null";
        }
        // Within JSON, a line break is only white space.
        return isJson(text) ? text.replace('\r', ' ').replace('\n', ' ') : JSON.writeValueAsString(text);
    }

    private static boolean isJson(String text) {
        try {
            return !JSON.readTree(text).isMissingNode();
        }
        catch (JacksonException e) {
            return false;
        }
    }

}

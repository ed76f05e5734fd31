package io.sensorstreams.producer.watch;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;

/**
 * A row that was sent, as a watcher sees it.
 *
 * @param row identity of the row, such as {@code air/1/4711}
 * @param key key of the record, or null
 * @param value JSON value of the record, unchanged; a text if it is not JSON
 * @param at when the row was sent
 */
record SentRow(String row, String topic, int partition, long offset, @Nullable String key, @JsonRawValue String value,
        Instant at) {

}

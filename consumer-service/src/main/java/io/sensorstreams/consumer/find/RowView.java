package io.sensorstreams.consumer.find;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import io.sensorstreams.common.wire.RowIdentity;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Public view of a row that was found.
 *
 * @param timestamp time of the record in Kafka
 * @param key key of the record, the station of many streams; null if it has none
 * @param row identity of the row, such as {@code air/1/4711}: stream, run and number;
 * null if the record has none
 * @param value value of the record as text, at most its first 4,000 characters
 * @param valueBytes length of the value; -1 if the record has none
 * @param groups where the row is in the files of each group that writes the topic
 */
record RowView(String topic, int partition, long offset, Instant timestamp, @Nullable String key, @Nullable String row,
        @Nullable String value, int valueBytes, List<RowPlace> groups) {

    private static final int MOST_CHARACTERS = 4_000;

    static RowView of(ConsumerRecord<byte[], byte[]> record, List<RowPlace> groups) {
        byte[] value = record.value();
        return new RowView(record.topic(), record.partition(), record.offset(),
                Instant.ofEpochMilli(record.timestamp()), text(record.key()),
                RowIdentity.of(record.headers()).map(RowIdentity::toString).orElse(null), text(value),
                (value != null) ? value.length : -1, groups);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        // A character has at most four bytes. The last one may be cut, but is not shown.
        int length = Math.min(bytes.length, 4 * (MOST_CHARACTERS + 1));
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        return (text.length() > MOST_CHARACTERS) ? text.substring(0, MOST_CHARACTERS) : text;
    }

}

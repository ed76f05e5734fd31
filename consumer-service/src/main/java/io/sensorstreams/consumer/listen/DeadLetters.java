package io.sensorstreams.consumer.listen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.sensorstreams.common.wire.DeadLetter;
import io.sensorstreams.common.wire.MalformedRowException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Records of one partition that could not be written, until they are committed to the
 * dead-letter topic.
 */
final class DeadLetters {

    /**
     * Bytes of key, value and the record's own headers that surely fit into a record with
     * the headers added here: brokers accept 1 MiB by default, all included.
     */
    private static final int MAX_RECORD = 1_000_000;

    /** A reason may quote names that are as long as the record. */
    private static final int MAX_REASON = 1000;

    private final String group;

    private final List<ProducerRecord<byte[], byte[]>> waiting = new ArrayList<>();

    private long bytes;

    DeadLetters(String group) {
        this.group = group;
    }

    void add(ConsumerRecord<byte[], byte[]> record, MalformedRowException reason) {
        byte[] value = record.value();
        int room = room(record);
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(DeadLetter.topicOf(record.topic()), null,
                record.key(), fitting(value, room));
        record.headers().forEach(letter.headers()::add);
        DeadLetter.put(letter.headers(), DeadLetter.REASON, abbreviated(String.valueOf(reason.getMessage())));
        DeadLetter.put(letter.headers(), DeadLetter.GROUP, this.group);
        DeadLetter.put(letter.headers(), DeadLetter.TOPIC, record.topic());
        DeadLetter.put(letter.headers(), DeadLetter.PARTITION, record.partition());
        DeadLetter.put(letter.headers(), DeadLetter.OFFSET, record.offset());
        if (value != null && value.length > room) {
            DeadLetter.put(letter.headers(), DeadLetter.LENGTH, value.length);
        }
        this.waiting.add(letter);
        this.bytes += (value != null) ? value.length : 0;
    }

    /** Bytes that are left for the value. */
    private static int room(ConsumerRecord<byte[], byte[]> record) {
        int taken = (record.key() != null) ? record.key().length : 0;
        for (Header header : record.headers()) {
            taken += header.key().length() + ((header.value() != null) ? header.value().length : 0);
        }
        return Math.max(0, MAX_RECORD - taken);
    }

    private static byte @Nullable [] fitting(byte @Nullable [] value, int room) {
        return (value != null && value.length > room) ? Arrays.copyOf(value, room) : value;
    }

    private static String abbreviated(String reason) {
        return (reason.length() > MAX_REASON) ? reason.substring(0, MAX_REASON) + "…" : reason;
    }

    List<ProducerRecord<byte[], byte[]>> waiting() {
        return this.waiting;
    }

    int count() {
        return this.waiting.size();
    }

    /** Bytes of the values. */
    long bytes() {
        return this.bytes;
    }

    /** Forgets them: they are committed, or will be read again. */
    void clear() {
        this.waiting.clear();
        this.bytes = 0;
    }

}

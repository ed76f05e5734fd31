package io.sensorstreams.consumer.listen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.sensorstreams.common.wire.DeadLetter;
import io.sensorstreams.common.wire.MalformedRowException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of one partition that could not be written, until they are committed to the
 * dead-letter topic.
 */
final class DeadLetters {

    /**
     * Bytes of a value that surely fit into a record with the headers: brokers accept 1
     * MiB by default, all included.
     */
    private static final int MAX_VALUE = 1_000_000;

    private final String group;

    private final List<ProducerRecord<byte[], byte[]>> waiting = new ArrayList<>();

    private long bytes;

    DeadLetters(String group) {
        this.group = group;
    }

    void add(ConsumerRecord<byte[], byte[]> record, MalformedRowException reason) {
        byte[] value = record.value();
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(DeadLetter.topicOf(record.topic()), null,
                record.key(), fitting(value));
        record.headers().forEach(letter.headers()::add);
        DeadLetter.put(letter.headers(), DeadLetter.REASON, String.valueOf(reason.getMessage()));
        DeadLetter.put(letter.headers(), DeadLetter.GROUP, this.group);
        DeadLetter.put(letter.headers(), DeadLetter.TOPIC, record.topic());
        DeadLetter.put(letter.headers(), DeadLetter.PARTITION, record.partition());
        DeadLetter.put(letter.headers(), DeadLetter.OFFSET, record.offset());
        if (value != null && value.length > MAX_VALUE) {
            DeadLetter.put(letter.headers(), DeadLetter.LENGTH, value.length);
        }
        this.waiting.add(letter);
        this.bytes += (value != null) ? value.length : 0;
    }

    private static byte @Nullable [] fitting(byte @Nullable [] value) {
        return (value != null && value.length > MAX_VALUE) ? Arrays.copyOf(value, MAX_VALUE) : value;
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

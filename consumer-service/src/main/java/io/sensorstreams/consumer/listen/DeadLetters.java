package io.sensorstreams.consumer.listen;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.common.wire.DeadLetter;
import io.sensorstreams.common.wire.LetterSize;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.commit.DeadLetterRefusedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Holds the malformed records of one partition until they are committed to the
 * dead-letter topic. A dead letter that Kafka refuses is sent again with less of its
 * record. When Kafka refuses the smallest one too, records are only counted for
 * {@link #WITHOUT}, so that they do not block the partition. Owned by the partition's
 * thread.
 */
final class DeadLetters {

    /** Time after a refusal during which no dead letter is sent. */
    private static final Duration WITHOUT = Duration.ofMinutes(5);

    private final String group;

    private final Clock clock;

    private final List<ProducerRecord<byte[], byte[]>> waiting = new ArrayList<>();

    private LetterSize size = LetterSize.LARGEST;

    private long bytes;

    /** Reason why Kafka refuses even the smallest dead letter; null when it does not. */
    private @Nullable String refusal;

    private Instant refusedUntil = Instant.MIN;

    private @Nullable Unsent unsent;

    DeadLetters(String group, Clock clock) {
        this.group = group;
        this.clock = clock;
    }

    void add(ConsumerRecord<byte[], byte[]> record, MalformedRowException reason) {
        String refused = this.refusal;
        if (refused != null && this.clock.instant().isBefore(this.refusedUntil)) {
            this.unsent = Unsent.add(this.unsent, record, "%s; the record: %s".formatted(refused, reason.getMessage()));
            return;
        }
        ProducerRecord<byte[], byte[]> letter = this.size.letter(DeadLetter.topicOf(record.topic()), record.key(),
                record.value(), record.headers(), String.valueOf(reason.getMessage()));
        DeadLetter.put(letter.headers(), DeadLetter.GROUP, this.group);
        DeadLetter.put(letter.headers(), DeadLetter.TOPIC, record.topic());
        DeadLetter.put(letter.headers(), DeadLetter.PARTITION, record.partition());
        DeadLetter.put(letter.headers(), DeadLetter.OFFSET, record.offset());
        this.waiting.add(letter);
        this.bytes += bytes(letter);
    }

    private static long bytes(ProducerRecord<byte[], byte[]> letter) {
        long bytes = length(letter.key()) + length(letter.value());
        for (Header header : letter.headers()) {
            bytes += header.key().length() + length(header.value());
        }
        return bytes;
    }

    private static long length(byte @Nullable [] part) {
        return (part != null) ? part.length : 0;
    }

    /** Handles a refused dead letter. Its records are read again. */
    void refused(DeadLetterRefusedException failure) {
        boolean ours = this.waiting.stream().anyMatch((letter) -> letter.topic().equals(failure.topic()));
        if (!ours) {
            return;
        }
        Optional<LetterSize> smaller = failure.isTooLarge() ? this.size.smaller() : Optional.empty();
        if (smaller.isPresent()) {
            this.size = smaller.get();
        }
        else {
            this.refusal = String.valueOf(failure.getMessage());
            this.refusedUntil = this.clock.instant().plus(WITHOUT);
        }
    }

    List<ProducerRecord<byte[], byte[]>> waiting() {
        return this.waiting;
    }

    Optional<Unsent> unsent() {
        return Optional.ofNullable(this.unsent);
    }

    long bytes() {
        return this.bytes;
    }

    /** Removes all: they are committed, or will be read again. */
    void clear() {
        this.waiting.clear();
        this.unsent = null;
        this.bytes = 0;
    }

    /** Records without a dead letter; the reason is that of the first one. */
    record Unsent(long first, long last, int count, String reason) {

        private static Unsent add(@Nullable Unsent before, ConsumerRecord<?, ?> record, String reason) {
            return (before == null) ? new Unsent(record.offset(), record.offset(), 1, reason)
                    : new Unsent(before.first, record.offset(), before.count + 1, before.reason);
        }

    }

}

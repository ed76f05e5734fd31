package io.sensorstreams.common.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Largest size of a dead letter. Content that does not fit is truncated, and a header of
 * {@link DeadLetter} has its original length. Immutable.
 *
 * @param bytes most bytes of key, value and the headers of the record
 */
public record LetterSize(int bytes) {

    /**
     * Size that, with the headers of {@link DeadLetter}, fits into the default limit of
     * brokers and clients: 1 MiB in total.
     */
    public static final LetterSize LARGEST = new LetterSize(1_000_000);

    /** Sizes to try after each refusal; the last one contains nothing of the record. */
    private static final int[] SMALLER = { 100_000, 10_000, 1_000, 0 };

    /** Most bytes of a header in addition to its name and value. */
    private static final int HEADER = 10;

    /** Most characters of a reason, which may quote names as long as the record. */
    private static final int MAX_REASON = 1000;

    private static final int SHORT_REASON = 100;

    /** Empty after the smallest. */
    public Optional<LetterSize> smaller() {
        return Arrays.stream(SMALLER).filter((size) -> size < this.bytes).mapToObj(LetterSize::new).findFirst();
    }

    /**
     * Creates a dead letter with as much of a record as fits. Headers take up to a
     * quarter. Of the rest, a large key leaves half to the value.
     * @param topic dead-letter topic
     * @param reason why the record was refused; truncated when it is long
     */
    public ProducerRecord<byte[], byte[]> letter(String topic, byte @Nullable [] key, byte @Nullable [] value,
            Iterable<Header> headers, String reason) {
        List<Header> kept = new ArrayList<>();
        int taken = 0;
        int dropped = 0;
        for (Header header : headers) {
            // Skips large headers, so that smaller ones after them fit.
            if (size(header) <= this.bytes / 4 - taken) {
                taken += size(header);
                kept.add(header);
            }
            else {
                dropped++;
            }
        }
        int room = this.bytes - taken;
        int ofKey = Math.min(length(key), Math.max(room / 2, room - length(value)));
        int ofValue = Math.min(length(value), room - ofKey);
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, cut(key, ofKey), cut(value, ofValue));
        kept.forEach(letter.headers()::add);
        if (dropped > 0) {
            DeadLetter.put(letter.headers(), DeadLetter.HEADERS_DROPPED, dropped);
        }
        DeadLetter.put(letter.headers(), DeadLetter.REASON, shortened(reason));
        if (ofKey < length(key)) {
            DeadLetter.put(letter.headers(), DeadLetter.KEY_LENGTH, length(key));
        }
        if (ofValue < length(value)) {
            DeadLetter.put(letter.headers(), DeadLetter.LENGTH, length(value));
        }
        return letter;
    }

    private static int length(byte @Nullable [] bytes) {
        return (bytes != null) ? bytes.length : 0;
    }

    private static int size(Header header) {
        // A character takes at most three bytes.
        return HEADER + 3 * header.key().length() + length(header.value());
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes, int length) {
        return (bytes != null && bytes.length > length) ? Arrays.copyOf(bytes, length) : bytes;
    }

    private String shortened(String reason) {
        int longest = (this.bytes > SMALLER[2]) ? MAX_REASON : SHORT_REASON;
        return (reason.length() > longest) ? reason.substring(0, longest) + "…" : reason;
    }

}

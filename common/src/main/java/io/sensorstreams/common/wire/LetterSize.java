package io.sensorstreams.common.wire;

import java.util.Arrays;
import java.util.Optional;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * How much of a refused record a dead letter holds. What does not fit is cut, and a
 * header of {@link DeadLetter} tells its length. Immutable.
 *
 * @param bytes bytes of key, value and the record's own headers at the most
 */
public record LetterSize(int bytes) {

    /**
     * Fits with the headers of {@link DeadLetter} into what brokers and clients accept by
     * default: 1 MiB, all included.
     */
    public static final LetterSize LARGEST = new LetterSize(1_000_000);

    /** Each is tried when the one before is refused; the last is none of the record. */
    private static final int[] SMALLER = { 100_000, 10_000, 1_000, 0 };

    /** Bytes that a header takes beside its name and value, at the most. */
    private static final int HEADER = 10;

    /** A reason may quote names that are as long as the record. */
    private static final int MAX_REASON = 1000;

    private static final int SHORT_REASON = 100;

    /** The next size to try; empty after the smallest. */
    public Optional<LetterSize> smaller() {
        return Arrays.stream(SMALLER).filter((size) -> size < this.bytes).mapToObj(LetterSize::new).findFirst();
    }

    /**
     * Makes a dead letter of as much of a record as fits. Headers come first, up to a
     * quarter. A key that is too large leaves half of the rest to the value.
     * @param topic the dead-letter topic
     * @param reason why the record was refused; shortened when it is long
     */
    public ProducerRecord<byte[], byte[]> letter(String topic, byte @Nullable [] key, byte @Nullable [] value,
            Iterable<Header> headers, String reason) {
        Headers kept = new Headers(headers, this.bytes / 4);
        int room = this.bytes - kept.taken;
        int ofKey = Math.min(length(key), Math.max(room / 2, room - length(value)));
        int ofValue = Math.min(length(value), room - ofKey);
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, cut(key, ofKey), cut(value, ofValue));
        kept.addTo(letter);
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

    private static byte @Nullable [] cut(byte @Nullable [] bytes, int length) {
        return (bytes != null && bytes.length > length) ? Arrays.copyOf(bytes, length) : bytes;
    }

    private String shortened(String reason) {
        int longest = (this.bytes > SMALLER[2]) ? MAX_REASON : SHORT_REASON;
        return (reason.length() > longest) ? reason.substring(0, longest) + "…" : reason;
    }

    /** The record's own headers that fit; the order stays. */
    private static final class Headers {

        private final Iterable<Header> all;

        private final int room;

        private int taken;

        private int dropped;

        Headers(Iterable<Header> all, int room) {
            this.all = all;
            this.room = room;
            for (Header header : all) {
                if (fits(header)) {
                    this.taken += size(header);
                }
                else {
                    this.dropped++;
                }
            }
        }

        /** Large ones are left out, so that small ones after them fit. */
        private boolean fits(Header header) {
            return size(header) <= this.room - this.taken;
        }

        private static int size(Header header) {
            // A character takes three bytes at the most.
            return HEADER + 3 * header.key().length() + length(header.value());
        }

        void addTo(ProducerRecord<byte[], byte[]> letter) {
            this.taken = 0;
            for (Header header : this.all) {
                if (fits(header)) {
                    this.taken += size(header);
                    letter.headers().add(header);
                }
            }
            if (this.dropped > 0) {
                DeadLetter.put(letter.headers(), DeadLetter.HEADERS_DROPPED, this.dropped);
            }
        }

    }

}

package io.sensorstreams.producer.publish;

import io.sensorstreams.common.wire.LetterSize;
import org.jspecify.annotations.Nullable;

/**
 * How large records may be: the client refuses larger ones for good. Immutable.
 *
 * @param bytes bytes of key and value at the most
 */
public record RecordLimit(int bytes) {

    /** The client's own default, all included. */
    static final int DEFAULT_REQUEST = 1024 * 1024;

    /** What a client sends by default. */
    public static final RecordLimit DEFAULT = ofRequest(DEFAULT_REQUEST);

    /** Bytes beside key and value: the header that identifies the row, and the batch. */
    private static final int REST = 1000;

    /** Bytes of a dead letter beside its row: reason, file and line. */
    private static final int LETTER_REST = 5000;

    /**
     * Limits records to those that a client sends.
     * @param maxRequestSize setting {@code max.request.size}
     */
    static RecordLimit ofRequest(int maxRequestSize) {
        return new RecordLimit(Math.max(0, maxRequestSize - REST));
    }

    /** Length of a row's record when that is too large; 0 when it is not. */
    public int excess(byte @Nullable [] key, byte[] value) {
        long length = (long) value.length + ((key != null) ? key.length : 0);
        return (length > this.bytes) ? (int) Math.min(length, Integer.MAX_VALUE) : 0;
    }

    /** How much of a row a dead letter holds. */
    LetterSize letters() {
        return new LetterSize(Math.max(0, Math.min(LetterSize.LARGEST.bytes(), this.bytes + REST - LETTER_REST)));
    }

}

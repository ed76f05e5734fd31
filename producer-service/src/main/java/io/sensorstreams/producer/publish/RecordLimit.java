package io.sensorstreams.producer.publish;

import io.sensorstreams.common.wire.LetterSize;
import io.sensorstreams.producer.row.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * Largest size of a record; the Kafka client refuses larger records permanently.
 *
 * @param bytes most bytes of key and value together
 */
public record RecordLimit(int bytes) {

    /** The client's default of {@code max.request.size}, including all overhead. */
    static final int DEFAULT_REQUEST = 1024 * 1024;

    /** More bytes of a request: the header that identifies the row, and the batch. */
    private static final int REST = 1000;

    /** Bytes of a dead letter in addition to its row: reason, file and line. */
    private static final int LETTER_REST = 5000;

    public static RecordLimit ofRequest(int maxRequestSize) {
        return new RecordLimit(Math.max(0, maxRequestSize - REST));
    }

    /** Length of a row's record when it is too large, otherwise 0. */
    public int excess(byte @Nullable [] key, byte[] value) {
        long length = (long) value.length + ((key != null) ? key.length : 0);
        return (length > this.bytes) ? (int) Math.min(length, Integer.MAX_VALUE) : 0;
    }

    /**
     * Returns the rejection of a row whose record is too large.
     * @param row the row and its line; its reason is ignored
     * @param length result of {@link #excess}
     */
    public Rejection tooLarge(Rejection row, int length) {
        return new Rejection(row.raw(), row.file(), row.line(), reason(length));
    }

    /** Why a row is rejected whose record has this {@linkplain #excess length}. */
    public String reason(int length) {
        return "row results in a record of " + length + " bytes, the client's max.request.size allows " + this.bytes;
    }

    LetterSize letters() {
        return new LetterSize(Math.max(0, Math.min(LetterSize.LARGEST.bytes(), this.bytes + REST - LETTER_REST)));
    }

}

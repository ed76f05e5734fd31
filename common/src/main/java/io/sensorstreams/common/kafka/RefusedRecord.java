package io.sensorstreams.common.kafka;

import org.jspecify.annotations.Nullable;

/**
 * An invalid record of an internal topic, which is ignored.
 *
 * @param reason why the record is invalid, such as {@code has no 'bytes'}
 */
public record RefusedRecord(String topic, int partition, long offset, @Nullable String key, String reason) {

    private static final int LONGEST = 200;

    /** Returns the place of the record, such as {@code sensor-ledger-2@17}. */
    public String place() {
        return this.topic + "-" + this.partition + "@" + this.offset;
    }

    /** Returns key and reason in one line of bounded length. */
    public String text() {
        return ((this.key != null) ? "key '" + printable(this.key) + "' " : "") + printable(this.reason);
    }

    private static String printable(String text) {
        String start = text.substring(0, Math.min(text.length(), LONGEST)).replaceAll("\\p{Cntrl}", "?");
        return (start.length() < text.length()) ? start + "…" : start;
    }

}

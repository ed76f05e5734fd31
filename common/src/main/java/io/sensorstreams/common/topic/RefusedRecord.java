package io.sensorstreams.common.topic;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A record of one of the services' own topics that did not validate and is left out.
 *
 * @param topic topic of the record
 * @param partition partition of the record
 * @param offset offset of the record
 * @param key key of the record; null when it has none
 * @param reason why it is refused, such as {@code has no 'bytes'}
 */
public record RefusedRecord(String topic, int partition, long offset, @Nullable String key, String reason) {

    /** Reads one topic, and knows what it has refused. May be used by any thread. */
    public interface Source {

        /** Returns the name of the topic. */
        String topic();

        /** Returns the refused records that nothing valid has followed. */
        List<RefusedRecord> refused();

        /** Returns how many records were refused since the start. */
        long refusedCount();

    }

    private static final int LONGEST = 200;

    /** Returns where the record is, such as {@code sensor-ledger-2@17}. */
    public String place() {
        return this.topic + "-" + this.partition + "@" + this.offset;
    }

    /** Returns the reason with the key, in one line of a bounded length. */
    public String text() {
        return ((this.key != null) ? "key '" + printable(this.key) + "' " : "") + printable(this.reason);
    }

    private static String printable(String text) {
        String start = text.substring(0, Math.min(text.length(), LONGEST)).replaceAll("\\p{Cntrl}", "?");
        return (start.length() < text.length()) ? start + "…" : start;
    }

}

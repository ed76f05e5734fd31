package io.sensorstreams.consumer.compare;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import io.sensorstreams.common.wire.RowIdentity;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Checks that the rows of each run of a stream occur once and in order within a
 * partition. Memory is bounded: after more than {@value #MOST_RUNS} runs, the least
 * recently seen runs are forgotten. Not thread-safe.
 */
final class RowOrder {

    private static final int MOST_RUNS = 10_000;

    /** Highest row of each run, by {@code <stream>/<run>/}. */
    private final Map<String, Cursor> cursors = new LinkedHashMap<>(16, 0.75f, true) {

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Cursor> eldest) {
            return size() > MOST_RUNS;
        }

    };

    private Cursor last = new Cursor(new byte[0]);

    /** Whether the same or a later row occurred before; false without an identity. */
    boolean repeats(Headers headers) {
        Header header = headers.lastHeader(RowIdentity.HEADER);
        if (header == null || header.value() == null) {
            return false;
        }
        byte[] identity = header.value();
        int digits = startOfDigits(identity);
        if (digits == identity.length || digits < 2 || identity[digits - 1] != '/') {
            return false;
        }
        return !cursor(identity, digits).moveTo(number(identity, digits));
    }

    private Cursor cursor(byte[] identity, int length) {
        if (!Arrays.equals(this.last.run, 0, this.last.run.length, identity, 0, length)) {
            this.last = this.cursors.computeIfAbsent(new String(identity, 0, length, StandardCharsets.ISO_8859_1),
                    (run) -> new Cursor(Arrays.copyOf(identity, length)));
        }
        return this.last;
    }

    private static int startOfDigits(byte[] identity) {
        int i = identity.length;
        while (i > 0 && identity[i - 1] >= '0' && identity[i - 1] <= '9') {
            i--;
        }
        return i;
    }

    private static long number(byte[] identity, int from) {
        long number = 0;
        for (int i = from; i < identity.length; i++) {
            number = 10 * number + identity[i] - '0';
        }
        return number;
    }

    private static final class Cursor {

        private final byte[] run;

        private long highest = -1;

        Cursor(byte[] run) {
            this.run = run;
        }

        boolean moveTo(long seq) {
            boolean ahead = seq > this.highest;
            this.highest = Math.max(seq, this.highest);
            return ahead;
        }

    }

}

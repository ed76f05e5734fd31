package io.sensorstreams.common.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Creates the {@value RowIdentity#HEADER} headers of one run, without creating strings.
 * Not thread-safe.
 */
public final class RowHeaderWriter {

    private static final int LONGEST_LONG = 19;

    private final byte[] scratch;

    private final int prefixLength;

    public RowHeaderWriter(String stream, long run) {
        byte[] prefix = (stream + "/" + run + "/").getBytes(StandardCharsets.UTF_8);
        this.prefixLength = prefix.length;
        this.scratch = Arrays.copyOf(prefix, prefix.length + LONGEST_LONG);
    }

    /** Creates the header of a row whose number is not negative. */
    public Header header(long seq) {
        int digits = 1;
        for (long rest = seq; rest >= 10; rest /= 10) {
            digits++;
        }
        int end = this.prefixLength + digits;
        long rest = seq;
        for (int i = end - 1; i >= this.prefixLength; i--) {
            this.scratch[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return new RecordHeader(RowIdentity.HEADER, Arrays.copyOf(this.scratch, end));
    }

}

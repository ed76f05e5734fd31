package io.sensorstreams.common.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Identity of a row. The record header {@value #HEADER} contains it as ASCII text
 * {@code <stream>/<run>/<seq>}, for example {@code air/1/4711}.
 *
 * @param stream name of the sensor stream, without slashes
 * @param run number of the pass over the source, from 1; it increases with each start
 * from the beginning and each pass of a loop
 * @param seq number of the row within the run, from 0, including rejected rows
 */
public record RowIdentity(String stream, long run, long seq) {

    public static final String HEADER = "row";

    /**
     * Reads the identity of a row; empty when the header is missing or has another
     * format, because another program sent the record.
     */
    public static Optional<RowIdentity> of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        return parse(header.value());
    }

    static Optional<RowIdentity> parse(byte[] ascii) {
        String text = new String(ascii, StandardCharsets.UTF_8);
        int second = text.lastIndexOf('/');
        int first = text.lastIndexOf('/', second - 1);
        if (first <= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RowIdentity(text.substring(0, first),
                    Long.parseLong(text.substring(first + 1, second)), Long.parseLong(text.substring(second + 1))));
        }
        catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return this.stream + "/" + this.run + "/" + this.seq;
    }

}

package io.sensorstreams.common.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Checks whether bytes are UTF-8, without strings. Not thread-safe. */
final class Utf8Check {

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT);

    private final CharBuffer discarded = CharBuffer.allocate(256);

    boolean isValid(byte[] bytes, int from, int to) {
        ByteBuffer input = ByteBuffer.wrap(bytes, from, to - from);
        this.decoder.reset();
        CoderResult result;
        do {
            this.discarded.clear();
            result = this.decoder.decode(input, this.discarded, true);
        }
        while (result.isOverflow());
        return !result.isError();
    }

}

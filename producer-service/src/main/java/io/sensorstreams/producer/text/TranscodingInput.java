package io.sensorstreams.producer.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads text of another encoding as UTF-8. A byte that is malformed in its encoding
 * becomes three bytes that are never UTF-8, so that it is noticed, and {@link #encoded}
 * finds it again. Not thread-safe.
 */
public final class TranscodingInput extends InputStream {

    private static final int BUFFER = 16 * 1024;

    /** Most bytes of UTF-8 for one {@code char}. */
    private static final int LONGEST = 3;

    /** First of the three bytes for a malformed one. */
    private static final byte MALFORMED = (byte) 0xfe;

    private final InputStream in;

    private final CharsetDecoder decoder;

    private final ByteBuffer input = ByteBuffer.allocate(BUFFER).flip();

    private final CharBuffer chars = CharBuffer.allocate(BUFFER);

    private final byte[] output = new byte[LONGEST * BUFFER + LONGEST * 64];

    private int from;

    private int to;

    private boolean last;

    private boolean flushed;

    /** The charset is that of the stream, which is closed with this one. */
    public TranscodingInput(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (this.from == this.to) {
            if (this.flushed) {
                return -1;
            }
            decode();
        }
        int count = Math.min(length, this.to - this.from);
        System.arraycopy(this.output, this.from, bytes, offset, count);
        this.from += count;
        return count;
    }

    private void decode() throws IOException {
        this.from = 0;
        this.to = 0;
        this.chars.clear();
        CoderResult result = this.decoder.decode(this.input, this.chars, this.last);
        if (result.isUnderflow() && this.last) {
            result = this.decoder.flush(this.chars);
            this.flushed = result.isUnderflow();
        }
        else if (result.isUnderflow()) {
            fill();
        }
        encode();
        if (result.isError()) {
            for (int i = 0; i < result.length(); i++) {
                encodeMalformed(this.input.get());
            }
        }
    }

    private void fill() throws IOException {
        this.input.compact();
        int count = this.in.read(this.input.array(), this.input.position(), this.input.remaining());
        this.last = count < 0;
        this.input.position(this.input.position() + Math.max(0, count)).flip();
    }

    private void encode() {
        char[] text = this.chars.array();
        int end = this.chars.position();
        byte[] out = this.output;
        int at = this.to;
        for (int i = 0; i < end; i++) {
            char c = text[i];
            if (c < 0x80) {
                out[at++] = (byte) c;
            }
            else if (c < 0x800) {
                out[at++] = (byte) (0xc0 | (c >> 6));
                out[at++] = (byte) (0x80 | (c & 0x3f));
            }
            else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text[i + 1])) {
                int point = Character.toCodePoint(c, text[++i]);
                out[at++] = (byte) (0xf0 | (point >> 18));
                out[at++] = (byte) (0x80 | ((point >> 12) & 0x3f));
                out[at++] = (byte) (0x80 | ((point >> 6) & 0x3f));
                out[at++] = (byte) (0x80 | (point & 0x3f));
            }
            else {
                // A lone surrogate results in bytes that are not UTF-8.
                out[at++] = (byte) (0xe0 | (c >> 12));
                out[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                out[at++] = (byte) (0x80 | (c & 0x3f));
            }
        }
        this.to = at;
    }

    private void encodeMalformed(byte b) {
        this.output[this.to++] = MALFORMED;
        this.output[this.to++] = (byte) (0x80 | ((b >> 4) & 0xf));
        this.output[this.to++] = (byte) (0x80 | (b & 0xf));
    }

    /**
     * Returns a text as it was before, including malformed bytes.
     * @param text result of reading such a stream
     */
    public static byte[] encoded(byte[] text, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8) || !charset.canEncode()) {
            return text;
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(text.length);
        int from = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == MALFORMED && i + 2 < text.length) {
                encoded.writeBytes(new String(text, from, i - from, StandardCharsets.UTF_8).getBytes(charset));
                encoded.write((text[i + 1] << 4) | (text[i + 2] & 0xf));
                i += 2;
                from = i + 1;
            }
        }
        encoded.writeBytes(new String(text, from, text.length - from, StandardCharsets.UTF_8).getBytes(charset));
        return encoded.toByteArray();
    }

    @Override
    public void close() throws IOException {
        this.in.close();
    }

}

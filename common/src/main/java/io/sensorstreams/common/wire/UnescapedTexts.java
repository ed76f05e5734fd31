package io.sensorstreams.common.wire;

import java.nio.charset.StandardCharsets;

/** Texts of the strings with escapes of one value. Not thread-safe. */
final class UnescapedTexts {

    private static final int SMALLEST = 256;

    private byte[] bytes = {};

    private int length;

    void clear() {
        this.length = 0;
    }

    /** The array with the newest text. */
    byte[] bytes() {
        return this.bytes;
    }

    /** Exclusive. */
    int end() {
        return this.length;
    }

    /**
     * Appends the text of a string whose escapes are valid.
     * @param from first byte after the opening quote
     * @param to position of the closing quote
     * @return start of the text in {@link #bytes}
     */
    int append(JsonCursor json, int from, int to) throws MalformedRowException {
        // Earlier cells refer to the array, so it is not resized: a new array is started,
        // large enough for the whole value.
        if (this.bytes.length - this.length < to - from) {
            this.bytes = new byte[Math.max(SMALLEST, json.value.length)];
            this.length = 0;
        }
        int begin = this.length;
        int i = from;
        while (i < to) {
            byte b = json.value[i++];
            if (b != '\\') {
                this.bytes[this.length++] = b;
                continue;
            }
            byte kind = json.value[i++];
            if (kind == 'u') {
                int code = codePoint(json, i, to);
                i += Character.isSupplementaryCodePoint(code) ? 10 : 4;
                appendUtf8(code);
            }
            else {
                this.bytes[this.length++] = json.unescaped(kind, i - 1);
            }
        }
        return begin;
    }

    /** Returns the code point of an escape, or of two escapes for a surrogate pair. */
    private static int codePoint(JsonCursor json, int from, int end) throws MalformedRowException {
        int code = json.hex(from, end);
        int next = from + 4;
        if (Character.isHighSurrogate((char) code)) {
            if (next + 6 > end || json.value[next] != '\\' || json.value[next + 1] != 'u'
                    || !Character.isLowSurrogate((char) json.hex(next + 2, end))) {
                json.at = next;
                throw json.malformed("a low surrogate");
            }
            return Character.toCodePoint((char) code, (char) json.hex(next + 2, end));
        }
        if (Character.isLowSurrogate((char) code)) {
            json.at = next;
            throw json.malformed("no low surrogate alone");
        }
        return code;
    }

    private void appendUtf8(int code) {
        // An escape has six characters (a pair has twelve), more than the encoded bytes.
        byte[] encoded = Character.toString(code).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, this.bytes, this.length, encoded.length);
        this.length += encoded.length;
    }

}

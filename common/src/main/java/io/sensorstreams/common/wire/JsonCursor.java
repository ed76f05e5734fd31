package io.sensorstreams.common.wire;

/**
 * Position in a text with JSON values (RFC 8259). Skips values and checks that they are
 * valid, without creating objects. A superclass of {@link RowDecoder} instead of a field,
 * because its methods run for each cell of each row. Not thread-safe.
 */
abstract class JsonCursor {

    private static final int DEEPEST = 100;

    byte[] value = {};

    /** Index of the next byte. */
    int at;

    /** OR of all bytes of strings; negative when a byte is not ASCII. */
    int seen;

    /** The text is not copied. */
    final void begin(byte[] value) {
        this.value = value;
        this.at = 0;
        this.seen = 0;
    }

    final void skipValue(int depth) throws MalformedRowException {
        byte first = peek();
        switch (first) {
            case '"' -> {
                this.at++;
                skipString();
            }
            case 'n' -> skipLiteral("null");
            case 't' -> skipLiteral("true");
            case 'f' -> skipLiteral("false");
            case '{', '[' -> skipNested(depth + 1);
            default -> skipNumber();
        }
    }

    private void skipNested(int depth) throws MalformedRowException {
        if (depth > DEEPEST) {
            throw new MalformedRowException("value nests deeper than " + DEEPEST + " levels");
        }
        boolean object = this.value[this.at++] == '{';
        byte close = (byte) (object ? '}' : ']');
        skipWhitespace();
        if (skip(close)) {
            return;
        }
        do {
            skipWhitespace();
            if (object) {
                expect((byte) '"');
                skipString();
                skipWhitespace();
                expect((byte) ':');
                skipWhitespace();
            }
            skipValue(depth);
            skipWhitespace();
        }
        while (skip((byte) ','));
        expect(close);
    }

    private void skipNumber() throws MalformedRowException {
        int end = RowEncoder.numberEnd(this.value, this.at, this.value.length);
        if (end == this.at) {
            throw malformed("a JSON value");
        }
        this.at = end;
    }

    final void skipLiteral(String literal) throws MalformedRowException {
        for (int i = 0; i < literal.length(); i++) {
            expect((byte) literal.charAt(i));
        }
    }

    /** Skips to the byte after the closing quote; true when the string has escapes. */
    final boolean skipString() throws MalformedRowException {
        byte[] bytes = this.value;
        boolean escaped = false;
        int i = this.at;
        int plain = EightBytes.LENGTH;
        while (plain == EightBytes.LENGTH && bytes.length - i >= EightBytes.LENGTH) {
            plain = EightBytes.plainBytes(EightBytes.get(bytes, i));
            i += plain;
        }
        int or = 0;
        while (i < bytes.length) {
            byte b = bytes[i++];
            or |= b;
            if (b == '"') {
                this.at = i;
                this.seen |= or;
                return escaped;
            }
            if (b == '\\') {
                escaped = true;
                i = skipEscape(i);
            }
            else if (b >= 0 && b < 0x20) {
                this.at = i - 1;
                throw malformed("no control character in a string");
            }
        }
        this.at = bytes.length;
        throw malformed("'\"'");
    }

    /** Returns the end of the escape after a backslash. */
    private int skipEscape(int from) throws MalformedRowException {
        this.at = from;
        byte kind = peek();
        if (kind == 'u') {
            hex(from + 1, this.value.length);
            return from + 5;
        }
        unescaped(kind, from);
        return from + 1;
    }

    final byte unescaped(byte kind, int position) throws MalformedRowException {
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> {
                this.at = position;
                throw malformed("an escape");
            }
        };
    }

    final int hex(int from, int end) throws MalformedRowException {
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = (i < end) ? Character.digit(this.value[i], 16) : -1;
            if (digit < 0) {
                this.at = Math.min(i, this.value.length);
                throw malformed("4 hexadecimal digits");
            }
            code = (code << 4) | digit;
        }
        return code;
    }

    final void skipWhitespace() {
        while (this.at < this.value.length && isWhitespace(this.value[this.at])) {
            this.at++;
        }
    }

    private static boolean isWhitespace(byte b) {
        return b <= ' ' && (b == ' ' || b == '\n' || b == '\r' || b == '\t');
    }

    final boolean skip(byte wanted) {
        if (this.at < this.value.length && this.value[this.at] == wanted) {
            this.at++;
            return true;
        }
        return false;
    }

    final void expect(byte wanted) throws MalformedRowException {
        if (!skip(wanted)) {
            throw malformed("'" + (char) wanted + "'");
        }
    }

    final byte peek() throws MalformedRowException {
        if (this.at == this.value.length) {
            throw malformed("a JSON value");
        }
        return this.value[this.at];
    }

    final MalformedRowException malformed(String expected) {
        String found = (this.at < this.value.length) ? String.format("byte 0x%02x", this.value[this.at]) : "the end";
        return new MalformedRowException("not a JSON object: expected " + expected + " at byte " + this.at + " of "
                + this.value.length + ", found " + found);
    }

}

package io.sensorstreams.common.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * Decodes a record value, one flat JSON object (RFC 8259), into cells. Cells are slices
 * of the value, except for texts with escapes. Caches the columns of the last value, so
 * that a value with the same columns creates no objects. Not thread-safe.
 * <p>
 * {@code {"Time":"31/08/2023 23:59:00","Temperature":27.0,"PM10":null}} has the cells
 * {@code 31/08/2023 23:59:00}, {@code 27.0} and a null one. A nested array or object is a
 * cell with its JSON text.
 */
public final class RowDecoder {

    private static final int NULL = -1;

    private final Utf8Check utf8 = new Utf8Check();

    private List<String> columns = List.of();

    /** Encoded name of each cached column, as in the value: {@code "Time":}. */
    private byte[][] names = {};

    private int[] starts = new int[16];

    private int[] ends = new int[16];

    /** Array of each cell: the value, or unescaped text. */
    private byte[][] sources = new byte[16][];

    private boolean[] numbers = new boolean[16];

    private byte[] value = {};

    private byte[] unescaped = {};

    private int unescapedLength;

    private int at;

    private int size;

    /** OR of all bytes of strings; negative when a byte is not ASCII. */
    private int seen;

    /**
     * Decodes one record value.
     * @param value bytes of the value; used until the next call, not copied
     * @throws MalformedRowException when the value is not one JSON object in UTF-8 with
     * at least one member and without duplicate names; the cells are undefined then
     */
    public void decode(byte[] value) throws MalformedRowException {
        this.value = value;
        this.at = 0;
        this.size = 0;
        this.seen = 0;
        this.unescapedLength = 0;
        skipWhitespace();
        expect((byte) '{');
        Names changed = null;
        do {
            if (changed == null && !skipRemembered()) {
                changed = new Names(this.columns, this.names, this.size);
            }
            if (changed != null) {
                readName(changed);
            }
            skipWhitespace();
            addCell();
            skipWhitespace();
        }
        while (skip((byte) ','));
        expect((byte) '}');
        skipWhitespace();
        if (this.at != value.length) {
            throw malformed("the end");
        }
        if (this.seen < 0 && !this.utf8.isValid(value, 0, value.length)) {
            throw new MalformedRowException("value is not UTF-8");
        }
        if (changed == null && this.size < this.columns.size()) {
            changed = new Names(this.columns, this.names, this.size);
        }
        if (changed != null) {
            remember(changed);
        }
    }

    /**
     * Column names of the last value, in order; the same list object while they do not
     * change.
     */
    public List<String> columns() {
        return this.columns;
    }

    /** Whether the cell is JSON {@code null}. */
    public boolean isNull(int cell) {
        return this.starts[cell] == NULL;
    }

    /** Whether the cell is a JSON number: digits, sign, point and exponent. */
    public boolean isNumber(int cell) {
        return this.numbers[cell];
    }

    /** The array that contains the text of a cell that is not null. */
    public byte[] bytes(int cell) {
        return this.sources[cell];
    }

    /** First byte of the cell's text. */
    public int start(int cell) {
        return this.starts[cell];
    }

    /** End of the cell's text, exclusive. */
    public int end(int cell) {
        return this.ends[cell];
    }

    private void remember(Names changed) throws MalformedRowException {
        if (new HashSet<>(changed.columns).size() < changed.columns.size()) {
            throw new MalformedRowException("value has a name twice: " + changed.columns);
        }
        this.columns = List.copyOf(changed.columns);
        this.names = changed.asTheyStood.toArray(byte[][]::new);
    }

    private boolean skipRemembered() {
        if (this.size == this.names.length || !EightBytes.startsWith(this.value, this.at, this.names[this.size])) {
            return false;
        }
        this.at += this.names[this.size].length;
        return true;
    }

    private void readName(Names names) throws MalformedRowException {
        skipWhitespace();
        int from = this.at;
        expect((byte) '"');
        boolean escaped = skipString();
        int to = this.at;
        skipWhitespace();
        expect((byte) ':');
        names.asTheyStood.add(Arrays.copyOfRange(this.value, from, this.at));
        byte[] source = this.value;
        int start = from + 1;
        int end = to - 1;
        if (escaped) {
            start = unescape(start, end);
            source = this.unescaped;
            end = this.unescapedLength;
        }
        names.columns.add(new String(source, start, end - start, StandardCharsets.UTF_8));
    }

    private void addCell() throws MalformedRowException {
        reserveCell();
        int start = this.at;
        byte first = peek();
        this.numbers[this.size] = isNumberStart(first);
        if (first == '"') {
            addString(start + 1);
        }
        else if (first == 'n') {
            skipLiteral("null");
            setCell(this.value, NULL, NULL);
        }
        else {
            skipValue(0);
            setCell(this.value, start, this.at);
        }
        this.size++;
    }

    private void reserveCell() {
        if (this.size == this.starts.length) {
            this.starts = Arrays.copyOf(this.starts, 2 * this.size);
            this.ends = Arrays.copyOf(this.ends, 2 * this.size);
            this.sources = Arrays.copyOf(this.sources, 2 * this.size);
            this.numbers = Arrays.copyOf(this.numbers, 2 * this.size);
        }
    }

    private void addString(int start) throws MalformedRowException {
        this.at = start;
        boolean escaped = skipString();
        if (escaped) {
            int from = unescape(start, this.at - 1);
            setCell(this.unescaped, from, this.unescapedLength);
        }
        else {
            setCell(this.value, start, this.at - 1);
        }
    }

    private void setCell(byte[] source, int start, int end) {
        this.sources[this.size] = source;
        this.starts[this.size] = start;
        this.ends[this.size] = end;
    }

    private void skipValue(int depth) throws MalformedRowException {
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
        if (depth > 100) {
            throw new MalformedRowException("value nests deeper than 100 levels");
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

    private static boolean isNumberStart(byte b) {
        return b == '-' || (b >= '0' && b <= '9');
    }

    private void skipNumber() throws MalformedRowException {
        int end = RowEncoder.numberEnd(this.value, this.at, this.value.length);
        if (end == this.at) {
            throw malformed("a JSON value");
        }
        this.at = end;
    }

    private void skipLiteral(String literal) throws MalformedRowException {
        for (int i = 0; i < literal.length(); i++) {
            expect((byte) literal.charAt(i));
        }
    }

    /**
     * Skips to the byte after the closing quote.
     * @return whether the string has escapes
     */
    private boolean skipString() throws MalformedRowException {
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

    /** Checks the escape after a backslash and returns its end. */
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

    /**
     * Appends the text of a string to {@link #unescaped}.
     * @return start of the text; it ends at {@link #unescapedLength}
     */
    private int unescape(int from, int to) throws MalformedRowException {
        // Earlier cells refer to the array, so it is not resized: a new array is started,
        // large enough for the whole value.
        if (this.unescaped.length - this.unescapedLength < to - from) {
            this.unescaped = new byte[Math.max(256, this.value.length)];
            this.unescapedLength = 0;
        }
        int begin = this.unescapedLength;
        int end = to;
        int i = from;
        while (i < end) {
            byte b = this.value[i++];
            if (b != '\\') {
                this.unescaped[this.unescapedLength++] = b;
                continue;
            }
            byte kind = this.value[i++];
            if (kind == 'u') {
                int code = hex(i, end);
                i += 4;
                if (Character.isHighSurrogate((char) code)) {
                    if (i + 6 > end || this.value[i] != '\\' || this.value[i + 1] != 'u'
                            || !Character.isLowSurrogate((char) hex(i + 2, end))) {
                        this.at = i;
                        throw malformed("a low surrogate");
                    }
                    code = Character.toCodePoint((char) code, (char) hex(i + 2, end));
                    i += 6;
                }
                else if (Character.isLowSurrogate((char) code)) {
                    this.at = i;
                    throw malformed("no low surrogate alone");
                }
                appendUtf8(code);
            }
            else {
                this.unescaped[this.unescapedLength++] = unescaped(kind, i - 1);
            }
        }
        return begin;
    }

    private byte unescaped(byte kind, int position) throws MalformedRowException {
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

    private int hex(int from, int end) throws MalformedRowException {
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

    private void appendUtf8(int code) {
        // An escape has six characters (a pair has twelve), more than the encoded bytes.
        byte[] encoded = Character.toString(code).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, this.unescaped, this.unescapedLength, encoded.length);
        this.unescapedLength += encoded.length;
    }

    private void skipWhitespace() {
        while (this.at < this.value.length && isWhitespace(this.value[this.at])) {
            this.at++;
        }
    }

    private static boolean isWhitespace(byte b) {
        return b <= ' ' && (b == ' ' || b == '\n' || b == '\r' || b == '\t');
    }

    private boolean skip(byte wanted) {
        if (this.at < this.value.length && this.value[this.at] == wanted) {
            this.at++;
            return true;
        }
        return false;
    }

    private void expect(byte wanted) throws MalformedRowException {
        if (!skip(wanted)) {
            throw malformed("'" + (char) wanted + "'");
        }
    }

    private byte peek() throws MalformedRowException {
        if (this.at == this.value.length) {
            throw malformed("a JSON value");
        }
        return this.value[this.at];
    }

    private MalformedRowException malformed(String expected) {
        String found = (this.at < this.value.length) ? String.format("byte 0x%02x", this.value[this.at]) : "the end";
        return new MalformedRowException("not a JSON object: expected " + expected + " at byte " + this.at + " of "
                + this.value.length + ", found " + found);
    }

    /** Names of a value whose columns differ from the cached ones. */
    private static final class Names {

        private final List<String> columns;

        /** With quotes, escapes and colon: {@code "Time":}. */
        private final List<byte[]> asTheyStood;

        Names(List<String> columns, byte[][] asTheyStood, int same) {
            this.columns = new ArrayList<>(columns.subList(0, same));
            this.asTheyStood = new ArrayList<>(Arrays.asList(asTheyStood).subList(0, same));
        }

    }

}

package io.sensorstreams.common.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Encodes rows as record values: one JSON object for each row, in column order. Input and
 * output are bytes. Creates one array for each row, with the exact size of the value. Not
 * thread-safe.
 * <p>
 * {@code 31/08/2023 23:59:00,SVDT1,27.0,---} becomes {@code {"Time":"31/08/2023
 * 23:59:00","Station":"SVDT1","Temperature":27.0,"PM10":null}}. A cell in the format of a
 * JSON number (RFC 8259, section 6) keeps its exact text; any other cell becomes a
 * string.
 */
public final class RowEncoder {

    /** Result of {@link #control()} for a row without control characters. */
    public static final int NO_CONTROL = -1;

    private static final int NULL_LENGTH = 4;

    /** Padded to a word. */
    private static final byte[] NULL = "null    ".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** Fits most rows of readings, and is small enough for ten thousand streams. */
    private static final int FIRST_BUFFER = 256;

    private final List<String> columns;

    /** Each padded to whole words. */
    private final byte[][] names;

    private final int[] nameLengths;

    private final byte[][] missing;

    private final Utf8Check utf8 = new Utf8Check();

    private byte[] buffer = new byte[FIRST_BUFFER];

    private int length;

    private int column;

    private int control = NO_CONTROL;

    /**
     * Creates an encoder.
     * @param columns names in the source's order
     * @param missing tokens of a missing value, such as {@code ---}
     */
    public RowEncoder(List<String> columns, Collection<String> missing) {
        this.columns = List.copyOf(columns);
        this.names = new byte[columns.size()][];
        this.nameLengths = new int[this.names.length];
        for (int i = 0; i < this.names.length; i++) {
            this.names[i] = nameOf(columns.get(i), i == 0);
            this.nameLengths[i] = this.length;
        }
        this.missing = missing.stream().map((token) -> token.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    }

    private byte[] nameOf(String column, boolean first) {
        this.length = 0;
        append((byte) (first ? '{' : ','));
        byte[] name = column.getBytes(StandardCharsets.UTF_8);
        appendString(name, 0, name.length);
        append((byte) ':');
        return Arrays.copyOf(this.buffer, EightBytes.padded(this.length));
    }

    public void begin() {
        this.length = 0;
        this.column = 0;
        this.control = NO_CONTROL;
    }

    /**
     * Adds the next cell.
     * @param bytes contains the content of the cell: UTF-8, without the quotes of CSV
     * @param to exclusive
     * @throws MalformedRowException when there are more cells than columns, or the cell
     * is not UTF-8
     */
    public void cell(byte[] bytes, int from, int to) throws MalformedRowException {
        beginCell(to - from);
        if (isMissing(bytes, from, to)) {
            copy(NULL, 0, NULL_LENGTH);
        }
        else if (from < to && numberEnd(bytes, from, to) == to) {
            copy(bytes, from, to - from);
        }
        else {
            string(bytes, from, to);
        }
        this.column++;
    }

    private void beginCell(int length) throws MalformedRowException {
        if (this.column == this.names.length) {
            throw new MalformedRowException(
                    "row has more than the " + this.names.length + " fields that the header has");
        }
        byte[] name = this.names[this.column];
        // The longest escape has six bytes.
        reserve(name.length + 6 * length + 2 * EightBytes.LENGTH);
        copy(name, 0, this.nameLengths[this.column]);
    }

    /**
     * Adds the next cell, which is not missing and is a number of JSON.
     * @throws MalformedRowException when there are more cells than columns
     */
    public void number(byte[] bytes, int length) throws MalformedRowException {
        beginCell(length);
        copy(bytes, 0, length);
        this.column++;
    }

    /** Adds the next cell, like {@link #cell}, but not as a number. */
    public void text(byte[] bytes, int from, int to) throws MalformedRowException {
        beginCell(to - from);
        if (isMissing(bytes, from, to)) {
            copy(NULL, 0, NULL_LENGTH);
        }
        else {
            string(bytes, from, to);
        }
        this.column++;
    }

    private void string(byte[] bytes, int from, int to) throws MalformedRowException {
        if (appendString(bytes, from, to) && !this.utf8.isValid(bytes, from, to)) {
            throw new MalformedRowException("field '" + this.columns.get(this.column) + "' is not UTF-8");
        }
    }

    private void copy(byte[] bytes, int from, int count) {
        EightBytes.copy(bytes, from, this.buffer, this.length, count);
        this.length += count;
    }

    /**
     * A control character of ASCII in the texts of the cells so far, but no tab and no
     * line break; {@link #NO_CONTROL} when there is none.
     */
    public int control() {
        return this.control;
    }

    /**
     * Returns the record value, a new array.
     * @throws MalformedRowException when cells are missing
     */
    public byte[] end() throws MalformedRowException {
        if (this.column != this.names.length) {
            throw new MalformedRowException("row has " + this.column + " fields, header has " + this.names.length);
        }
        append((byte) '}');
        return Arrays.copyOf(this.buffer, this.length);
    }

    public boolean isMissing(byte[] bytes, int from, int to) {
        for (byte[] token : this.missing) {
            if (token.length == to - from && Arrays.equals(bytes, from, to, token, 0, token.length)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the end of a number at the start of the bytes, exclusive, in the grammar of
     * RFC 8259, section 6; {@code from} when there is no number.
     */
    public static int numberEnd(byte[] bytes, int from, int to) {
        int start = (from < to && bytes[from] == '-') ? from + 1 : from;
        int end = skipDigits(bytes, start, to);
        if (end == start) {
            return from;
        }
        if (bytes[start] == '0') {
            end = start + 1;
        }
        if (end < to && bytes[end] == '.') {
            int digits = skipDigits(bytes, end + 1, to);
            end = (digits > end + 1) ? digits : end;
        }
        if (end < to && (bytes[end] | 0x20) == 'e') {
            int signed = (end + 1 < to && (bytes[end + 1] == '+' || bytes[end + 1] == '-')) ? end + 2 : end + 1;
            int digits = skipDigits(bytes, signed, to);
            end = (digits > signed) ? digits : end;
        }
        return end;
    }

    private static int skipDigits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    /** Returns whether the string contains a byte that is not ASCII. */
    private boolean appendString(byte[] bytes, int from, int to) {
        reserve(6 * (to - from) + 2 * EightBytes.LENGTH);
        byte[] out = this.buffer;
        int at = this.length;
        int i = from;
        out[at++] = '"';
        int plain = EightBytes.LENGTH;
        while (plain == EightBytes.LENGTH && bytes.length - i >= EightBytes.LENGTH) {
            long word = EightBytes.get(bytes, i);
            // Excess bytes are overwritten later.
            EightBytes.set(out, at, word);
            plain = Math.min(EightBytes.plainBytes(word), to - i);
            i += plain;
            at += plain;
        }
        int seen = 0;
        for (; i < to; i++) {
            byte b = bytes[i];
            seen |= b;
            if (b == '"' || b == '\\') {
                out[at++] = '\\';
                out[at++] = b;
            }
            else if (b >= 0 && b < 0x20) {
                at = escape(out, at, b);
            }
            else {
                out[at++] = b;
            }
        }
        out[at++] = '"';
        this.length = at;
        return seen < 0;
    }

    private int escape(byte[] out, int from, byte control) {
        if (control != '\t' && control != '\n' && control != '\r') {
            this.control = control;
        }
        int at = from;
        out[at++] = '\\';
        out[at++] = 'u';
        out[at++] = '0';
        out[at++] = '0';
        out[at++] = HEX[control >> 4];
        out[at++] = HEX[control & 0xf];
        return at;
    }

    private void append(byte b) {
        reserve(1);
        this.buffer[this.length++] = b;
    }

    private void reserve(int more) {
        if (this.buffer.length - this.length < more) {
            this.buffer = Arrays.copyOf(this.buffer, Math.max(2 * this.buffer.length, this.length + more));
        }
    }

}

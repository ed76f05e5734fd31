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
public final class RowDecoder extends JsonCursor {

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

    private final UnescapedTexts texts = new UnescapedTexts();

    private int size;

    /**
     * Decodes one value.
     * @param value used until the next call, not copied
     * @throws MalformedRowException when the value is not one JSON object in UTF-8 with
     * at least one member and without duplicate names; the cells are undefined then
     */
    public void decode(byte[] value) throws MalformedRowException {
        begin(value);
        this.size = 0;
        this.texts.clear();
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

    /** Names of the last value; the same list object while they do not change. */
    public List<String> columns() {
        return this.columns;
    }

    public boolean isNull(int cell) {
        return this.starts[cell] == NULL;
    }

    /** Whether the cell is a JSON number: digits, sign, point and exponent. */
    public boolean isNumber(int cell) {
        return this.numbers[cell];
    }

    /** Whether a cell that is not null is a JSON string. */
    public boolean isString(int cell) {
        return this.sources[cell] != this.value || this.value[this.starts[cell] - 1] == '"';
    }

    /** The array that contains the text of a cell that is not null. */
    public byte[] bytes(int cell) {
        return this.sources[cell];
    }

    public int start(int cell) {
        return this.starts[cell];
    }

    /** Exclusive. */
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
            start = this.texts.append(this, start, end);
            source = this.texts.bytes();
            end = this.texts.end();
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
            int from = this.texts.append(this, start, this.at - 1);
            setCell(this.texts.bytes(), from, this.texts.end());
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

    private static boolean isNumberStart(byte b) {
        return b == '-' || (b >= '0' && b <= '9');
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

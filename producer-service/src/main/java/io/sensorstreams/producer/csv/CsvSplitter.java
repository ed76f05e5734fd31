package io.sensorstreams.producer.csv;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Splits one CSV row (RFC 4180) into cells, as slices of the input. Only cells with
 * doubled quotes are copied. Strict about quotes, because a lenient reader would read two
 * rows as one. Not thread-safe.
 */
public final class CsvSplitter {

    /** The bytes do not contain the end of the row. */
    static final int INCOMPLETE = -1;

    /** Most fields of a row: a field takes much more memory than its bytes. */
    static final int MAX_FIELDS = 1 << 17;

    private byte[] bytes = {};

    private byte[][] sources = new byte[16][];

    private int[] starts = new int[16];

    private int[] ends = new int[16];

    private int size;

    private boolean quoted;

    private byte[] unescaped = {};

    private int unescapedLength;

    private @Nullable String fault;

    /**
     * Splits the row that begins at {@code from}.
     * @param to end of the bytes, exclusive
     * @param last whether the text ends at {@code to}
     * @return start of the next row, or {@link #INCOMPLETE}. With a {@link #fault()}, the
     * next row begins on the next line, regardless of quotes.
     */
    int split(byte[] bytes, int from, int to, boolean last) {
        this.bytes = bytes;
        this.size = 0;
        this.quoted = false;
        this.unescapedLength = 0;
        this.fault = null;
        int at = from;
        while (true) {
            boolean quote = at < to && bytes[at] == '"';
            int end = quote ? quotedCell(from, at, to, last) : plainCell(at, to);
            if (end < 0 || (end == to && !last)) {
                return INCOMPLETE;
            }
            if (end < to && bytes[end] == '"') {
                fail("field " + this.size + " has a quote but does not begin with one");
            }
            if (this.fault != null) {
                return nextLine(from, to, last);
            }
            if (end == to || bytes[end] == '\n') {
                return Math.min(end + 1, to);
            }
            at = end + 1;
        }
    }

    void fail(String reason) {
        this.fault = reason;
    }

    /** Why the row is not valid CSV, or null; with a fault, the cells are undefined. */
    public @Nullable String fault() {
        return this.fault;
    }

    public int size() {
        return this.size;
    }

    public boolean isBlank() {
        return this.size == 1 && !this.quoted && this.starts[0] == this.ends[0] && this.fault == null;
    }

    /** Whether a cell is quoted. Only such a row can have more than one line. */
    boolean isQuoted() {
        return this.quoted;
    }

    /** The array that holds the content of a cell. */
    public byte[] bytes(int cell) {
        return this.sources[cell];
    }

    /** First byte of the cell's content. */
    public int start(int cell) {
        return this.starts[cell];
    }

    /** End of the cell's content, exclusive. */
    public int end(int cell) {
        return this.ends[cell];
    }

    private int plainCell(int from, int to) {
        byte[] bytes = this.bytes;
        int at = from;
        while (at < to) {
            byte b = bytes[at];
            // Most bytes of readings are greater than the comma in ASCII.
            if (b <= ',' && (b == ',' || b == '\n' || b == '"')) {
                break;
            }
            at++;
        }
        boolean lineEnd = at == to || bytes[at] == '\n';
        int end = (lineEnd && at > from && bytes[at - 1] == '\r') ? at - 1 : at;
        addCell(bytes, from, end);
        return at;
    }

    private int quotedCell(int rowStart, int quote, int to, boolean last) {
        this.quoted = true;
        byte[] bytes = this.bytes;
        boolean escaped = false;
        int at = quote + 1;
        while (true) {
            while (at < to && bytes[at] != '"') {
                at++;
            }
            if (at + 1 >= to || bytes[at + 1] != '"') {
                break;
            }
            escaped = true;
            at += 2;
        }
        if (at >= to && last) {
            fail("quoted field " + (this.size + 1) + " is not closed");
        }
        if (at >= to) {
            return last ? to : INCOMPLETE;
        }
        if (escaped) {
            addUnescaped(rowStart, quote + 1, at, to);
        }
        else {
            addCell(bytes, quote + 1, at);
        }
        return behindQuote(at + 1, to, last);
    }

    private int behindQuote(int from, int to, boolean last) {
        int at = from;
        if (at < to && this.bytes[at] == '\r') {
            at++;
        }
        if (at == to) {
            return last ? to : INCOMPLETE;
        }
        byte b = this.bytes[at];
        if (b != '\n' && (b != ',' || at > from)) {
            fail("quoted field " + this.size + " has more text after its closing quote");
        }
        return at;
    }

    private void addUnescaped(int rowStart, int from, int quote, int to) {
        // The unescaped text of a row is not longer than the row, so one array is enough.
        if (this.unescapedLength == 0 && this.unescaped.length < to - rowStart) {
            this.unescaped = new byte[to - rowStart];
        }
        int start = this.unescapedLength;
        int length = start;
        for (int i = from; i < quote; i++) {
            this.unescaped[length++] = this.bytes[i];
            if (this.bytes[i] == '"') {
                i++;
            }
        }
        this.unescapedLength = length;
        addCell(this.unescaped, start, length);
    }

    private void addCell(byte[] source, int start, int end) {
        int cell = this.size;
        if (cell == MAX_FIELDS) {
            fail("row has more than " + MAX_FIELDS + " fields");
            return;
        }
        if (cell == this.starts.length) {
            this.sources = Arrays.copyOf(this.sources, 2 * cell);
            this.starts = Arrays.copyOf(this.starts, 2 * cell);
            this.ends = Arrays.copyOf(this.ends, 2 * cell);
        }
        this.sources[cell] = source;
        this.starts[cell] = start;
        this.ends[cell] = end;
        this.size = cell + 1;
    }

    private int nextLine(int from, int to, boolean last) {
        for (int i = from; i < to; i++) {
            if (this.bytes[i] == '\n') {
                return i + 1;
            }
        }
        return last ? to : INCOMPLETE;
    }

}

package io.sensorstreams.producer.cells;

import io.sensorstreams.producer.dialect.BlankRows;
import io.sensorstreams.producer.dialect.Dialect;

/**
 * Splits one CSV row (RFC 4180) into cells, as slices of the input. Only cells with
 * doubled quotes are copied. Strict about quotes, because a lenient reader would read two
 * rows as one. Not thread-safe.
 */
final class CsvSplitter extends Cells {

    private byte[] bytes = {};

    private byte[] unescaped = {};

    private int unescapedLength;

    CsvSplitter(BlankRows blankRows) {
        super(blankRows);
    }

    /** Whether rows of a dialect are split as RFC 4180 says. */
    static boolean reads(Dialect dialect) {
        Dialect standard = Dialect.STANDARD;
        return dialect.delimiter().equals(standard.delimiter()) && dialect.quote().equals(standard.quote())
                && dialect.escape().isEmpty() && dialect.comment().isEmpty() && !dialect.trim()
                && !dialect.lenientQuotes();
    }

    @Override
    public int quote() {
        return '"';
    }

    @Override
    public boolean hasPairedQuotes() {
        return true;
    }

    @Override
    public int split(byte[] bytes, int from, int to, boolean last) {
        this.bytes = bytes;
        begin();
        this.unescapedLength = 0;
        int at = from;
        while (true) {
            boolean quote = at < to && bytes[at] == '"';
            int end = quote ? quotedCell(from, at, to, last) : plainCell(at, to);
            if (end < 0 || (end == to && !last)) {
                return INCOMPLETE;
            }
            if (end < to && bytes[end] == '"') {
                fail("field " + size() + " has a quote but does not begin with one");
            }
            if (fault() != null) {
                return nextLine(bytes, from, to, last);
            }
            if (end == to || bytes[end] == '\n') {
                return Math.min(end + 1, to);
            }
            at = end + 1;
        }
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
        quoted();
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
            fail("quoted field " + (size() + 1) + " is not closed");
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
            fail("quoted field " + size() + " has more text after its closing quote");
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

}

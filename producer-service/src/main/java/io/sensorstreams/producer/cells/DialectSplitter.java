package io.sensorstreams.producer.cells;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.sensorstreams.producer.dialect.Dialect;

/**
 * Splits one row of any {@link Dialect} into cells. All its signs are ASCII, except those
 * of a comment, so that it needs no characters. Not thread-safe.
 */
final class DialectSplitter extends Cells {

    private final int delimiter;

    private final int quote;

    private final int escape;

    private final byte[] comment;

    private final boolean trim;

    private final boolean lenient;

    private final boolean pairedQuotes;

    /** Bytes that an unquoted cell does not pass, by their value. */
    private final boolean[] stops = new boolean[256];

    private byte[] bytes = {};

    private int rowStart;

    private int to;

    private boolean last;

    /** Content of the cells of the row that are not as in the text. */
    private byte[] copy = {};

    private int copied;

    DialectSplitter(Dialect dialect) {
        super(dialect.blankRows());
        this.delimiter = sign(dialect.delimiter());
        this.quote = sign(dialect.quote());
        this.escape = sign(dialect.escape());
        this.comment = dialect.comment().getBytes(StandardCharsets.UTF_8);
        this.trim = dialect.trim();
        this.lenient = dialect.lenientQuotes();
        this.pairedQuotes = dialect.hasPairedQuotes();
        this.stops[this.delimiter] = true;
        this.stops['\n'] = true;
        if (this.quote != NO_SIGN && !this.lenient) {
            this.stops[this.quote] = true;
        }
        if (this.quote == NO_SIGN && this.escape != NO_SIGN) {
            this.stops[this.escape] = true;
        }
    }

    private static int sign(String sign) {
        return sign.isEmpty() ? NO_SIGN : sign.charAt(0);
    }

    @Override
    public int quote() {
        return this.quote;
    }

    @Override
    public boolean hasPairedQuotes() {
        return this.pairedQuotes;
    }

    @Override
    public int split(byte[] bytes, int from, int to, boolean last) {
        begin();
        this.bytes = bytes;
        this.rowStart = from;
        this.to = to;
        this.last = last;
        this.copied = 0;
        if (this.comment.length > 0 && from < to) {
            int start = this.trim ? skipBlanks(from) : from;
            if (to - start < this.comment.length && !last) {
                return INCOMPLETE;
            }
            int end = start + this.comment.length;
            if (end <= to && Arrays.equals(bytes, start, end, this.comment, 0, this.comment.length)) {
                comment();
                return nextLine(bytes, from, to, last);
            }
        }
        return cells(from);
    }

    private int cells(int from) {
        int at = from;
        while (true) {
            int start = this.trim ? skipBlanks(at) : at;
            boolean quoted = start < this.to && this.bytes[start] == this.quote;
            int end = quoted ? quotedCell(start + 1) : plainCell(start);
            if (end < 0 || (end == this.to && !this.last)) {
                return INCOMPLETE;
            }
            if (fault() != null) {
                return nextLine(this.bytes, from, this.to, this.last);
            }
            if (end == this.to || this.bytes[end] == '\n') {
                return Math.min(end + 1, this.to);
            }
            at = end + 1;
        }
    }

    private boolean isBlank(byte b) {
        return (b == ' ' || b == '\t') && b != this.delimiter;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < this.to && isBlank(this.bytes[at])) {
            at++;
        }
        return at;
    }

    /** Adds a cell without quotes; returns its end. */
    private int plainCell(int from) {
        int at = stop(from);
        if (at < this.to && this.bytes[at] == this.escape) {
            return escapedCell(from, at);
        }
        addCell(this.bytes, from, contentEnd(from, at));
        if (at < this.to && this.bytes[at] == this.quote) {
            fail("field " + size() + " has a quote but does not begin with one");
        }
        return at;
    }

    /** The first byte from an index on that ends an unquoted cell or has a meaning. */
    private int stop(int from) {
        byte[] bytes = this.bytes;
        boolean[] stops = this.stops;
        int at = from;
        while (at < this.to && !stops[bytes[at] & 0xff]) {
            at++;
        }
        return at;
    }

    /** End of an unquoted cell without the line end, and without blanks to trim. */
    private int contentEnd(int from, int end) {
        int content = end;
        if ((end == this.to || this.bytes[end] == '\n') && end > from && this.bytes[end - 1] == '\r') {
            content--;
        }
        while (this.trim && content > from && isBlank(this.bytes[content - 1])) {
            content--;
        }
        return content;
    }

    /** Adds an unquoted cell with escapes, where there are no quotes. */
    private int escapedCell(int from, int escape) {
        quoted();
        int start = this.copied;
        append(from, escape);
        int at = escape;
        while (at < this.to && this.bytes[at] == this.escape) {
            if (at + 2 >= this.to && !this.last) {
                return INCOMPLETE;
            }
            at = unescape(at);
            int end = stop(at);
            boolean over = end == this.to || this.bytes[end] != this.escape;
            append(at, over ? contentEnd(at, end) : end);
            at = end;
        }
        addCell(this.copy, start, this.copied);
        return at;
    }

    /**
     * Appends the sign or the line end that an escape stands for, and the escape as well
     * if what follows has no meaning.
     * @return index after what was appended
     */
    private int unescape(int escape) {
        int at = escape + 1;
        boolean meaning = at < this.to && (this.bytes[at] == this.quote || this.bytes[at] == this.escape
                || this.bytes[at] == this.delimiter || this.bytes[at] == '\n' || this.bytes[at] == '\r');
        if (!meaning) {
            append(escape, at);
            return at;
        }
        boolean both = this.bytes[at] == '\r' && at + 1 < this.to && this.bytes[at + 1] == '\n';
        int end = both ? at + 2 : at + 1;
        append(at, end);
        return end;
    }

    /** Adds a quoted cell, whose content begins at an index; returns its end. */
    private int quotedCell(int from) {
        quoted();
        int start = this.copied;
        int plain = from;
        int at = from;
        while (true) {
            while (at < this.to && this.bytes[at] != this.quote && this.bytes[at] != this.escape) {
                at++;
            }
            boolean complete = at + 1 < this.to || this.last;
            if (at == this.to || !complete) {
                return notClosed();
            }
            if (this.bytes[at] == this.escape) {
                append(plain, at);
                at = unescape(at);
                plain = at;
            }
            else if (at + 1 < this.to && this.bytes[at + 1] == this.quote) {
                append(plain, at + 1);
                at += 2;
                plain = at;
            }
            else {
                break;
            }
        }
        if (this.copied == start) {
            addCell(this.bytes, plain, at);
        }
        else {
            append(plain, at);
            addCell(this.copy, start, this.copied);
        }
        return behindQuote(at + 1);
    }

    private int notClosed() {
        if (this.last) {
            fail("quoted field " + (size() + 1) + " is not closed");
        }
        return this.last ? this.to : INCOMPLETE;
    }

    private int behindQuote(int from) {
        int at = this.trim ? skipBlanks(from) : from;
        int end = (at < this.to && this.bytes[at] == '\r') ? at + 1 : at;
        if (end == this.to) {
            return this.last ? end : INCOMPLETE;
        }
        if (this.bytes[end] == '\n') {
            return end;
        }
        if (this.bytes[at] == this.delimiter) {
            return at;
        }
        if (!this.lenient) {
            fail("quoted field " + size() + " has more text after its closing quote");
            return at;
        }
        return addRest(from);
    }

    /** Adds the text behind the closing quote to the last cell. */
    private int addRest(int from) {
        int cell = size() - 1;
        int start = start(cell);
        if (bytes(cell) != this.copy) {
            start = this.copied;
            append(start(cell), end(cell));
        }
        int end = stop(from);
        append(from, contentEnd(from, end));
        setCell(cell, this.copy, start, this.copied);
        return end;
    }

    private void append(int from, int end) {
        // The content of a row is not longer than the row, so one array is enough.
        if (this.copied == 0 && this.copy.length < this.to - this.rowStart) {
            this.copy = new byte[this.to - this.rowStart];
        }
        System.arraycopy(this.bytes, from, this.copy, this.copied, end - from);
        this.copied += end - from;
    }

}

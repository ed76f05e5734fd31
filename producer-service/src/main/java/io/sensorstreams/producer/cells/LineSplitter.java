package io.sensorstreams.producer.cells;

import io.sensorstreams.producer.dialect.BlankRows;

/**
 * Takes each line for a row with one cell, whatever it contains.
 */
public final class LineSplitter extends Cells {

    private static final byte[] SEPARATOR = { 's', 'e', 'p', '=' };

    public LineSplitter() {
        super(BlankRows.KEEP);
    }

    @Override
    public int split(byte[] bytes, int from, int to, boolean last) {
        begin();
        int end = nextLine(bytes, from, to, last);
        if (end != INCOMPLETE) {
            addCell(bytes, from, end);
        }
        return end;
    }

    @Override
    public int quote() {
        return NO_SIGN;
    }

    @Override
    public boolean hasPairedQuotes() {
        return true;
    }

    /**
     * Whether the line at an index is {@code sep=} and one character, quoted or not, by
     * which Excel finds the delimiter.
     */
    public static boolean namesSeparator(byte[] bytes, int from, int to) {
        int at = from;
        boolean quoted = at < to && bytes[at] == '"';
        at += quoted ? 1 : 0;
        for (byte expected : SEPARATOR) {
            if (at >= to || (bytes[at] | 0x20) != (expected | 0x20)) {
                return false;
            }
            at++;
        }
        if (at >= to || bytes[at] == '\n' || bytes[at] == '\r') {
            return false;
        }
        at++;
        if (quoted && at < to && bytes[at] == '"') {
            at++;
        }
        if (at < to && bytes[at] == '\r') {
            at++;
        }
        return at == to || bytes[at] == '\n';
    }

}

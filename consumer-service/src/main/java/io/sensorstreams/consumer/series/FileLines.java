package io.sensorstreams.consumer.series;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import io.sensorstreams.consumer.files.FileContent;

/**
 * Reads the rows of the committed bytes of a file: all of a small file, those at evenly
 * spaced places of a large one. Memory depends on the longest row, not on the file. Owned
 * by one thread.
 */
final class FileLines {

    /** Receives rows. */
    @FunctionalInterface
    interface Visitor {

        /**
         * Looks at a row.
         * @param place where the row begins: 0 is the first row, 1 the end of the file
         */
        void row(Lines row, double place);

    }

    private static final int CHUNK = 256 * 1024;

    /** Attempts to find the start of a row at one place. */
    private static final int ATTEMPTS = 8;

    private final FileContent content;

    private final long rows;

    private final ReadPlan plan;

    private final Lines lines;

    private byte[] head = {};

    /** Start of the first row. */
    private int start;

    /**
     * Reads the start of a file.
     * @param rows number of its rows
     * @param csv whether the first line is a header
     */
    FileLines(FileContent content, long rows, boolean csv, ReadPlan plan) throws IOException {
        this.content = content;
        this.rows = rows;
        this.plan = plan;
        if (csv) {
            CsvLines header = new CsvLines();
            this.lines = header;
            readHeader(header);
        }
        else {
            this.lines = new JsonLines();
            this.head = bytes(0, CHUNK);
        }
    }

    private void readHeader(CsvLines header) throws IOException {
        long size = CHUNK;
        this.head = bytes(0, size);
        this.start = header.header(this.head, this.head.length);
        while (this.start == Lines.INCOMPLETE && size < Math.min(this.plan.whole(), this.content.length())) {
            size *= 2;
            this.head = bytes(0, size);
            this.start = header.header(this.head, this.head.length);
        }
        if (this.start == Lines.INCOMPLETE) {
            this.start = this.head.length;
        }
    }

    /** Columns of the header; empty without a header. */
    List<String> columns() {
        return this.lines.columns();
    }

    /** Whether only parts of the file are read. */
    boolean isSampled() {
        return this.content.length() > this.plan.whole();
    }

    /** Visits some rows at the start. */
    void visitHead(int rows, Visitor visitor) {
        int at = this.start;
        for (int i = 0; i < rows && at < this.head.length; i++) {
            int next = this.lines.next(this.head, at, this.head.length);
            if (next == Lines.INCOMPLETE) {
                return;
            }
            if (this.lines.isRow()) {
                visitor.row(this.lines, 0);
            }
            at = next;
        }
    }

    /** Visits the rows in the order of the file. */
    void visit(Visitor visitor) throws IOException {
        if (isSampled()) {
            visitSample(visitor);
        }
        else {
            visitAll(visitor);
        }
    }

    private void visitAll(Visitor visitor) throws IOException {
        byte[] buffer = new byte[CHUNK];
        long offset = this.start;
        int length = 0;
        while (offset + length < this.content.length()) {
            int count = read(buffer, length, offset + length);
            length += count;
            int rest = visit(buffer, 0, length, offset, visitor);
            if (count == 0) {
                return;
            }
            if (rest == 0 && length == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * length);
            }
            System.arraycopy(buffer, rest, buffer, 0, length - rest);
            offset += rest;
            length -= rest;
        }
    }

    private void visitSample(Visitor visitor) throws IOException {
        byte[] buffer = new byte[this.plan.blockFor(this.content.length(), this.rows)];
        long last = this.content.length() - buffer.length;
        // No row is read twice.
        long places = Math.max(2, Math.min(this.plan.sample(), this.content.length() - this.start) / buffer.length);
        for (long i = 0; i < places; i++) {
            long offset = this.start + (long) ((last - this.start) * (i / (places - 1.0)));
            int length = read(buffer, 0, offset);
            int at = (i == 0) ? 0 : lineAfter(buffer, 0, length);
            for (int attempt = 0; attempt < ATTEMPTS && at < length; attempt++) {
                if (visit(buffer, at, length, offset, visitor) > at) {
                    break;
                }
                // The place was inside of a quoted cell.
                at = lineAfter(buffer, at, length);
            }
        }
    }

    /** Visits whole rows and returns the start of the incomplete one. */
    private int visit(byte[] buffer, int from, int to, long offset, Visitor visitor) {
        double size = Math.max(1, this.content.length() - this.start);
        int at = from;
        while (at < to) {
            int next = this.lines.next(buffer, at, to);
            if (next == Lines.INCOMPLETE) {
                break;
            }
            if (this.lines.isRow()) {
                visitor.row(this.lines, (offset + at - this.start) / size);
            }
            at = next;
        }
        return at;
    }

    private static int lineAfter(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, to);
    }

    private byte[] bytes(long offset, long size) throws IOException {
        byte[] bytes = new byte[(int) Math.min(size, this.content.length() - offset)];
        int count = read(bytes, 0, offset);
        return (count < bytes.length) ? Arrays.copyOf(bytes, count) : bytes;
    }

    /** Fills a buffer from an index, and returns the number of bytes. */
    private int read(byte[] buffer, int from, long offset) throws IOException {
        return this.content.read(buffer, from, buffer.length - from, offset);
    }

}

package io.sensorstreams.consumer.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Splits the rows of a CSV file as the services write it: RFC 4180 with {@code \n} as the
 * line end. Quotes inside a quoted cell stay doubled, because neither numbers nor times
 * have any.
 */
final class CsvLines implements Lines {

    private List<String> columns = List.of();

    private byte[] bytes = {};

    private int[] starts = new int[16];

    private int[] ends = new int[16];

    private int size;

    private boolean quoteError;

    /**
     * Reads the header, the first line of the file.
     * @return start of the next line, or {@link #INCOMPLETE}
     */
    int header(byte[] start, int to) {
        int end = next(start, 0, to);
        if (end != INCOMPLETE) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < this.size; i++) {
                names
                    .add(new String(start, this.starts[i], this.ends[i] - this.starts[i], UTF_8).replace("\"\"", "\""));
            }
            this.columns = List.copyOf(names);
        }
        return end;
    }

    @Override
    public int next(byte[] line, int from, int to) {
        this.bytes = line;
        this.size = 0;
        this.quoteError = false;
        int at = from;
        while (true) {
            int end = (at < to && line[at] == '"') ? quoted(at, to) : plain(at, to);
            if (end >= to) {
                return INCOMPLETE;
            }
            if (line[end] == '\n') {
                return end + 1;
            }
            at = end + 1;
        }
    }

    /** Adds a cell and returns the index after it. */
    private int plain(int from, int to) {
        int at = from;
        while (at < to && this.bytes[at] != ',' && this.bytes[at] != '\n') {
            at++;
        }
        add(from, at);
        return at;
    }

    private int quoted(int from, int to) {
        int at = from + 1;
        while (at < to && (this.bytes[at] != '"' || (at + 1 < to && this.bytes[at + 1] == '"'))) {
            at += (this.bytes[at] == '"') ? 2 : 1;
        }
        add(from + 1, Math.min(at, to));
        int end = Math.min(at + 1, to);
        if (end < to && this.bytes[end] != ',' && this.bytes[end] != '\n') {
            // Not the start of a cell: reading began inside one.
            this.quoteError = true;
            while (end < to && this.bytes[end] != '\n') {
                end++;
            }
        }
        return end;
    }

    private void add(int from, int to) {
        if (this.size == this.starts.length) {
            this.starts = Arrays.copyOf(this.starts, 2 * this.size);
            this.ends = Arrays.copyOf(this.ends, 2 * this.size);
        }
        this.starts[this.size] = from;
        this.ends[this.size++] = to;
    }

    @Override
    public boolean isRow() {
        return !this.quoteError && this.size == this.columns.size();
    }

    @Override
    public List<String> columns() {
        return this.columns;
    }

    @Override
    public byte[] bytes(int cell) {
        return this.bytes;
    }

    @Override
    public int start(int cell) {
        return this.starts[cell];
    }

    @Override
    public int end(int cell) {
        return this.ends[cell];
    }

}

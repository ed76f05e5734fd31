package io.sensorstreams.producer.preview;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.common.wire.RowDecoder;
import io.sensorstreams.producer.csv.CsvRows;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.publish.RecordLimit;
import io.sensorstreams.producer.range.RangeRows;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.source.OnBadRow;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first rows of a source, in bounded time and memory. Not thread-safe.
 */
final class PreviewReading {

    /** Most rows that are read: a file may begin with many invalid rows. */
    private static final int MAX_ROWS = 1_000;

    private static final int MAX_REJECTED = 100;

    /**
     * Most bytes of text that are read, and most bytes that are read again to count
     * lines.
     */
    static final long MAX_TEXT = 64 << 20;

    /** Most slices of text without the end of a row, each of several megabytes. */
    private static final int MAX_SLICES = 8;

    /** Bytes of values after which no further row is read. */
    private static final long MAX_VALUES = 4 << 20;

    private final StreamSpec spec;

    private final Rows rows;

    private final PreviewRecords records;

    private final RecordLimit limit;

    private final List<PreviewView.Sent> sent = new ArrayList<>();

    private final List<PreviewView.Refused> refused = new ArrayList<>();

    private List<String> columns = List.of();

    private long seq;

    private int slices;

    /** Bytes of text after which the rows begin, and of the position after a slice. */
    private final long begin;

    private long reached;

    private long values;

    private boolean over;

    PreviewReading(StreamSpec spec, Rows rows, PreviewRecords records, RecordLimit limit) {
        this.spec = spec;
        this.rows = rows;
        this.records = records;
        this.limit = limit;
        this.begin = rows.position().bytes();
    }

    /**
     * Reads until there are enough records, or a limit is reached.
     * @param file name of the file; null without one
     */
    PreviewView read(int wanted, @Nullable String file) throws IOException {
        FileFormat format = null;
        if (RangeRows.unranged(this.rows) instanceof CsvRows csv) {
            this.columns = csv.header();
            format = csv.format();
        }
        while (!this.over && this.sent.size() < wanted && !isAtLimit()) {
            switch (this.rows.next()) {
                case ROW -> row();
                case REJECTED -> reject(reason());
                case NOT_YET -> sliceOver(this.rows.position().bytes());
                case END, FILE_END, WAITING -> this.over = true;
            }
        }
        return new PreviewView(this.columns, this.sent, this.refused, this.seq, file, format);
    }

    private void sliceOver(long bytes) {
        this.slices = (bytes > this.reached) ? 0 : this.slices + 1;
        this.reached = bytes;
    }

    private boolean isAtLimit() {
        Long most = this.spec.limit();
        return (most != null && this.seq >= most) || this.seq >= MAX_ROWS || this.refused.size() >= MAX_REJECTED
                || this.slices >= MAX_SLICES || this.values >= MAX_VALUES
                || this.rows.position().bytes() - this.begin >= MAX_TEXT;
    }

    private void row() throws IOException {
        byte[] station = this.rows.station();
        byte[] value = this.rows.value();
        boolean inFile = this.spec.source().hasFiles();
        int excess = this.limit.excess(station, value);
        if (inFile && excess > 0) {
            reject(this.limit.reason(excess));
            return;
        }
        if (!inFile && this.sent.isEmpty()) {
            this.columns = columnsOf(value);
        }
        this.sent.add(this.records.show(this.seq, line(), station, value));
        this.values += value.length;
        this.seq++;
    }

    private @Nullable Long line() throws IOException {
        OptionalLong line = (RangeRows.unranged(this.rows) instanceof CsvRows csv) ? csv.line(MAX_TEXT)
                : OptionalLong.empty();
        return line.isPresent() ? Long.valueOf(line.getAsLong()) : null;
    }

    /** The raw bytes of the row are not needed. */
    private String reason() throws IOException {
        return (RangeRows.unranged(this.rows) instanceof CsvRows csv) ? csv.reason() : this.rows.rejection().reason();
    }

    private void reject(String reason) throws IOException {
        this.refused.add(new PreviewView.Refused(line(), reason));
        this.seq++;
        // The stream fails at its first invalid row.
        this.over = this.spec.source().onBadRow() == OnBadRow.FAIL;
    }

    private static List<String> columnsOf(byte[] value) {
        RowDecoder decoder = new RowDecoder();
        try {
            decoder.decode(value);
            return decoder.columns();
        }
        catch (MalformedRowException e) {
            throw new IllegalStateException("Generated a row that cannot be decoded", e);
        }
    }

}

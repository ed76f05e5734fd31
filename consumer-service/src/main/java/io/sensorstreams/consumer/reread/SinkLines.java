package io.sensorstreams.consumer.reread;

import java.util.Iterator;
import java.util.function.Predicate;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.format.LineBuffer;
import io.sensorstreams.consumer.format.LineFormat;
import io.sensorstreams.consumer.parquet.output.ParquetFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The lines that a sink must have written for a range of records, one at a time.
 * Malformed records are skipped and counted. Not thread-safe.
 */
public final class SinkLines {

    private final Iterator<ConsumerRecord<byte[], byte[]>> records;

    private FileFormat file;

    private LineFormat format;

    private final Predicate<ConsumerRecord<byte[], byte[]>> wanted;

    private final LineBuffer header = new LineBuffer();

    private final LineBuffer line = new LineBuffer();

    /** Columns of the records to return; null for all records. */
    private @Nullable FileColumns only;

    private @Nullable ConsumerRecord<byte[], byte[]> ahead;

    private long offset = -1;

    private long refused;

    /**
     * Starts before the first record, with the lines of files in a format.
     * @param wanted called once with each record that is passed, including malformed
     * ones; whether the record must be in a file
     */
    public SinkLines(Iterator<ConsumerRecord<byte[], byte[]>> records, FileFormat file,
            Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        this.records = records;
        this.file = file;
        this.format = ParquetFormat.of(file);
        this.wanted = wanted;
    }

    /** Continues with lines of another format: the setting was changed. */
    public void inFormat(FileFormat other) {
        if (other.lines() != this.file.lines()) {
            this.format = ParquetFormat.of(other);
        }
        this.file = other;
    }

    /** Format with the current value and the current file. */
    public LineFormat format() {
        return this.format;
    }

    /** Skips all records with other columns, because they are in other files. */
    public SinkLines only(FileColumns columns) {
        this.only = columns;
        return this;
    }

    /** Advances to the next record before this offset that can be written. */
    public boolean advance(long end) {
        while (true) {
            ConsumerRecord<byte[], byte[]> record = peek();
            if (record == null || record.offset() >= end) {
                return false;
            }
            this.ahead = null;
            if (!this.wanted.test(record)) {
                continue;
            }
            try {
                this.format.read(record.value());
                if (this.only == null || this.format.fits(this.only)) {
                    this.offset = record.offset();
                    return true;
                }
            }
            catch (MalformedRowException e) {
                this.refused++;
            }
        }
    }

    private @Nullable ConsumerRecord<byte[], byte[]> peek() {
        if (this.ahead == null && this.records.hasNext()) {
            this.ahead = this.records.next();
        }
        return this.ahead;
    }

    /** Header line of a file that starts with the current record; may be empty. */
    public LineBuffer startFile() {
        this.header.truncate(0);
        this.format.startFile(this.header);
        return this.header;
    }

    /** Returns the line of the current record, in the column order of its file. */
    public LineBuffer line() {
        if (!this.format.fits()) {
            startFile();
        }
        this.line.truncate(0);
        this.format.appendLine(this.line);
        return this.line;
    }

    /** Offset of the current record. */
    public long offset() {
        return this.offset;
    }

    public long refused() {
        return this.refused;
    }

    /** Number and length of lines. */
    public record Count(long rows, long bytes) {
    }

    /** Counts the lines before an offset, without header lines. */
    public Count count(long end) {
        long rows = 0;
        long bytes = 0;
        while (advance(end)) {
            rows++;
            bytes += line().length();
        }
        return new Count(rows, bytes);
    }

}

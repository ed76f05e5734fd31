package io.sensorstreams.consumer.parquet.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.sensorstreams.consumer.parquet.ParquetRow;
import io.sensorstreams.consumer.parquet.ParquetSegment;
import io.sensorstreams.consumer.parquet.ParquetSettings;
import io.sensorstreams.consumer.parquet.type.WidestTypes;
import io.sensorstreams.consumer.segment.SegmentEncoder;
import io.sensorstreams.consumer.segment.TemporaryFile;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the rows of one file. While all open files together take too much memory, it
 * writes its rows early. Owned by one thread.
 */
final class ParquetEncoder implements SegmentEncoder {

    /** Smaller changes are not reported to the memory that threads share. */
    private static final int STEP = 16 * 1024;

    /** Fewer rows would make row groups that are larger than what they free. */
    private static final int FEWEST_OF_GROUP = 64;

    private final ParquetRow row;

    private final ParquetSegment segment;

    private final ParquetMemory memory;

    private final long fewest;

    private byte[] last = {};

    /** Part of the memory that this file has reported. */
    private long reported;

    private boolean closed;

    ParquetEncoder(ParquetRow row, TemporaryFile file, ParquetSettings settings, WidestTypes widest,
            ParquetMemory memory) throws IOException {
        this.row = row;
        this.memory = memory;
        this.fewest = settings.rowGroupBytes() / FEWEST_OF_GROUP;
        this.segment = ParquetSegment.open(file.output(), row, settings, widest);
    }

    @Override
    public boolean fits() {
        return this.segment.fits(this.row);
    }

    @Override
    public void append(long offset, byte[] value, byte @Nullable [] header) throws IOException {
        this.segment.append(this.row, offset, header);
        this.last = value;
        if (Math.abs(this.segment.memory() - this.reported) >= STEP) {
            report(this.segment.memory());
        }
        if (this.memory.isExceeded() && this.segment.waiting() >= this.fewest) {
            this.segment.writeRows();
            report(this.segment.memory());
        }
    }

    private void report(long taken) {
        this.memory.add(taken - this.reported);
        this.reported = taken;
    }

    @Override
    public String lastLine() {
        return new String(this.last, StandardCharsets.UTF_8).replace('\n', ' ');
    }

    @Override
    public long buffered() {
        return this.closed ? 0 : this.segment.waiting();
    }

    /** Also after a failure, when the file cannot be finished. */
    @Override
    public void discard() {
        this.closed = true;
        report(0);
    }

    @Override
    public void close() throws IOException {
        if (this.closed) {
            return;
        }
        this.closed = true;
        try {
            this.segment.finish();
        }
        finally {
            report(0);
        }
    }

}

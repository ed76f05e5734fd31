package io.sensorstreams.consumer.parquet.output;

import java.io.IOException;

import io.sensorstreams.consumer.format.LineFormat;
import io.sensorstreams.consumer.parquet.ParquetSettings;
import io.sensorstreams.consumer.parquet.type.WidestTypes;
import io.sensorstreams.consumer.segment.SegmentEncoder;
import io.sensorstreams.consumer.segment.SegmentFormat;
import io.sensorstreams.consumer.segment.TemporaryFile;

/** The Parquet files of one partition. Owned by one thread. */
final class ParquetSegments implements SegmentFormat {

    private final ParquetSettings settings;

    private final ParquetMemory memory;

    private final ParquetFormat rows = new ParquetFormat();

    private final WidestTypes widest = new WidestTypes();

    ParquetSegments(ParquetSettings settings, ParquetMemory memory) {
        this.settings = settings;
        this.memory = memory;
    }

    @Override
    public LineFormat rows() {
        return this.rows;
    }

    @Override
    public boolean takesHeaders() {
        return this.settings.offsets();
    }

    @Override
    public SegmentEncoder encoder(TemporaryFile file) throws IOException {
        return new ParquetEncoder(this.rows.row(), file, this.settings, this.widest, this.memory);
    }

}

package io.sensorstreams.consumer.segment;

import java.io.IOException;

import io.sensorstreams.consumer.format.Compression;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.format.LineFormat;

/** Segments of lines, which may be compressed. */
public final class CompressedLines implements SegmentFormat {

    private final Compression compression;

    private final LineFormat rows;

    public CompressedLines(FileFormat format) {
        this.compression = format.compression();
        this.rows = format.create();
    }

    @Override
    public LineFormat rows() {
        return this.rows;
    }

    @Override
    public SegmentEncoder encoder(TemporaryFile file) throws IOException {
        return new LineEncoder(this.rows, file, this.compression.compress(file.output()));
    }

}

package io.sensorstreams.consumer.segment;

import java.io.IOException;

import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.format.LineFormat;

/** Segments of lines, which may be compressed. */
public record CompressedLines(FileFormat format) implements SegmentFormat {

    @Override
    public String extension() {
        return this.format.extension();
    }

    @Override
    public LineFormat rows() {
        return this.format.create();
    }

    @Override
    public SegmentEncoder encoder(LineFormat rows, TemporaryFile file) throws IOException {
        return new LineEncoder(rows, file, this.format.compression().compress(file.output()));
    }

}

package io.sensorstreams.bench.parts;

import java.io.Closeable;
import java.io.IOException;

import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.source.Source;
import tools.jackson.databind.json.JsonMapper;

/** Rows of a file that is read again and again. */
final class RepeatedRows implements Closeable {

    private final DataDirectory directory;

    private final Source source;

    private Rows rows;

    /** The dialect is that of a source in JSON. */
    RepeatedRows(DataDirectory directory, String file, String dialect) throws IOException {
        this.directory = directory;
        this.source = JsonMapper.shared()
            .readValue("{\"type\":\"csv\",\"file\":\"%s\",\"dialect\":%s}".formatted(file, dialect), Source.class);
        this.rows = open();
    }

    private Rows open() throws IOException {
        return this.source.open(this.directory, "AIR", Position.BEGINNING);
    }

    byte[] next() throws IOException {
        while (this.rows.next() != Rows.Step.ROW) {
            this.rows.close();
            this.rows = open();
        }
        return this.rows.value();
    }

    @Override
    public void close() throws IOException {
        this.rows.close();
    }

}

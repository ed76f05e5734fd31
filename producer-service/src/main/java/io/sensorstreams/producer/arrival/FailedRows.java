package io.sensorstreams.producer.arrival;

import java.io.IOException;

import io.sensorstreams.producer.row.EmptyRows;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.SourceException;
import org.jspecify.annotations.Nullable;

/** Rows of a file that cannot be opened. */
record FailedRows(Position position, SourceException failure) implements EmptyRows {

    @Override
    public Step next() throws IOException {
        throw this.failure;
    }

    @Override
    public @Nullable FileIdentity identity(Position reached) {
        return this.position.seen();
    }

}

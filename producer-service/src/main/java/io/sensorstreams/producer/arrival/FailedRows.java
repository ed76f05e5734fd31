package io.sensorstreams.producer.arrival;

import java.io.IOException;

import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Rejection;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import org.jspecify.annotations.Nullable;

/** Rows of a file that cannot be opened. */
record FailedRows(Position position, SourceException failure) implements Rows {

    @Override
    public Step next() throws IOException {
        throw this.failure;
    }

    @Override
    public byte[] value() {
        throw new IllegalStateException("There is no row");
    }

    @Override
    public byte @Nullable [] station() {
        return null;
    }

    @Override
    public long eventTimeMillis() {
        return NO_EVENT_TIME;
    }

    @Override
    public Rejection rejection() {
        throw new IllegalStateException("There is no row");
    }

    @Override
    public @Nullable FileIdentity identity(Position reached) {
        return this.position.seen();
    }

    @Override
    public void close() {
        // Nothing is open.
    }

}

package io.sensorstreams.producer.source;

import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rejection;
import io.sensorstreams.producer.row.Rows;
import org.jspecify.annotations.Nullable;

/** Rows of a directory that has no file yet. */
record NoRows() implements Rows {

    @Override
    public Step next() {
        return Step.END;
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
    public Position position() {
        return Position.BEGINNING;
    }

    @Override
    public void close() {
        // Nothing is open.
    }

}

package io.sensorstreams.producer.source;

import io.sensorstreams.producer.row.EmptyRows;
import io.sensorstreams.producer.row.Position;

/** Rows of a directory that has no file yet. */
record NoRows() implements EmptyRows {

    @Override
    public Step next() {
        return Step.END;
    }

    @Override
    public Position position() {
        return Position.BEGINNING;
    }

}

package io.sensorstreams.producer.row;

import org.jspecify.annotations.Nullable;

/** A cursor that never moves to a row, and has nothing open. */
public interface EmptyRows extends Rows {

    @Override
    default byte[] value() {
        throw new IllegalStateException("There is no row");
    }

    @Override
    default byte @Nullable [] station() {
        return null;
    }

    @Override
    default long eventTimeMillis() {
        return NO_EVENT_TIME;
    }

    @Override
    default Rejection rejection() {
        throw new IllegalStateException("There is no row");
    }

    @Override
    default void close() {
        // Nothing is open.
    }

}

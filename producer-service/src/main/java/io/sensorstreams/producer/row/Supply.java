package io.sensorstreams.producer.row;

import org.jspecify.annotations.Nullable;

/**
 * Text of a source that arrives from elsewhere. Owned by the thread of its rows.
 */
public interface Supply {

    /**
     * Whether the text of the next row is here, so that reading it does not wait;
     * requests it otherwise.
     */
    boolean isReady();

    /** Why text does not arrive; null when it does, perhaps slowly. */
    @Nullable String hindrance();

}

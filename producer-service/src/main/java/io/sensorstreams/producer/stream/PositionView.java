package io.sensorstreams.producer.stream;

import io.sensorstreams.producer.publish.StreamPosition;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream stands, as the API shows it.
 *
 * @param file name of the source's file, or null when it has none
 * @param row rows of the run already acknowledged, rejected ones included
 * @param run pass over the source
 */
record PositionView(@Nullable String file, long row, long run) {

    static PositionView of(StreamPosition position) {
        return new PositionView(position.file(), position.row(), position.run());
    }

}

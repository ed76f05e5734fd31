package io.sensorstreams.producer.stream;

import io.sensorstreams.producer.publish.StreamPosition;
import org.jspecify.annotations.Nullable;

/**
 * @param file name of the source's file, or null when the source is not a file
 * @param row acknowledged rows of the run, including rejected ones
 * @param run number of the pass over the source
 */
record PositionView(@Nullable String file, long row, long run) {

    static PositionView of(StreamPosition position) {
        return new PositionView(position.file(), position.row(), position.run());
    }

}

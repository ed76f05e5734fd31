package io.sensorstreams.consumer.segment;

import java.io.IOException;

import io.sensorstreams.consumer.format.LineFormat;

/**
 * Format of the files of one partition, which are committed as a whole. Owned by one
 * thread.
 */
public interface SegmentFormat {

    /** Reads the values of the partition; always the same object. */
    LineFormat rows();

    /** Whether the encoder uses the headers of the records. */
    default boolean takesHeaders() {
        return false;
    }

    /**
     * Starts a file with the columns of the current value, which are those of the current
     * file of {@link #rows}.
     */
    SegmentEncoder encoder(TemporaryFile file) throws IOException;

}

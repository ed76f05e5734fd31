package io.sensorstreams.consumer.segment;

import java.io.IOException;

import io.sensorstreams.consumer.format.LineFormat;

/** Format of files that are committed as a whole. Thread-safe. */
public interface SegmentFormat {

    /** Extension of the file names, without the first dot. */
    String extension();

    /** Creates the object that reads the values of one partition. */
    LineFormat rows();

    /**
     * Starts a file with the columns of the current value.
     * @param rows what {@link #rows} returned for the partition; its current file has
     * these columns
     */
    SegmentEncoder encoder(LineFormat rows, TemporaryFile file) throws IOException;

}

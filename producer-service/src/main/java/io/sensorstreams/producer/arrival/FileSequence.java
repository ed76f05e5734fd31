package io.sensorstreams.producer.arrival;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;

import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;

/**
 * The files that a stream reads one after another.
 *
 * @param minAge how long a file must be unchanged before it counts as complete
 * @param follow whether a file is read before it is complete, row by row
 * @param timed whether the rows must have event times
 * @param startLines lines that a file must have before it is read while it grows
 */
public record FileSequence(DataDirectory directory, String pattern, FileGlob names, FileSort sort, Duration minAge,
        boolean follow, Afterwards afterwards, int startLines, boolean timed, Reader reader) {

    /** Reads one file by the settings of the stream. */
    public interface Reader {

        /** Opens the rows after a position in a file. */
        Rows open(String file, Position from) throws IOException;

        /** See {@link io.sensorstreams.producer.csv.CsvRows#check}. */
        void checkUnchanged(String file, Position from) throws IOException;

        /** The first event time of a file, in milliseconds. */
        OptionalLong firstTime(String file) throws IOException;

        /** Whether rows can be read while the file grows. */
        boolean isPlain(String file, Position from) throws IOException;

        /** Whether {@link #open} reads much text before the first row. */
        boolean opensSlowly(String file, Position from);

    }

}
